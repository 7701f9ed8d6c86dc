package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class StsOperationsTest {
  private static final String INVENTORY = "arn:aws:iam::222222222222:role/inventory";

  private final Estate estate =
      new Estate(1, List.of("111111111111", "222222222222"), List.of("us-east-1"), 10);
  private final Caller caller = new Caller(estate, "111111111111", "us-east-1");

  @Test
  void callerIdentity_isThatOfTheCredentials() {
    assertThat(
            caller
                .call(GetCallerIdentityRequest.builder().build(), GetCallerIdentityResponse.class)
                .account())
        .isEqualTo("111111111111");
  }

  @Test
  void assumedRole_givesCredentialsOfItsAccount() {
    AssumeRoleResponse granted = assume(request(INVENTORY).durationSeconds(900).build());
    assertThat(AccessKeys.account(granted.credentials().accessKeyId())).contains("222222222222");
    assertThat(granted.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::222222222222:assumed-role/inventory/nightly");
    assertThat(granted.credentials().expiration())
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(14)), Instant.now().plus(Duration.ofMinutes(15)));
    assertThat(
            assume(request("arn:aws:iam::111111111111:role/ec2/ec2-00000").build())
                .credentials()
                .sessionToken())
        .isNotEmpty();
  }

  @Test
  void unknownRole_isDenied() {
    for (String arn :
        List.of(
            "arn:aws:iam::222222222222:role/gone",
            "arn:aws:iam::222222222222:role/ec2-00000",
            "arn:aws:iam::333333333333:role/inventory",
            "arn:aws:iam::222222222222:user/inventory")) {
      assertRefused(403, "AccessDenied", () -> assume(request(arn).build()))
          .isEqualTo(
              "User: arn:aws:iam::111111111111:user/simulator is not authorized to perform: sts:AssumeRole on resource: "
                  + arn);
    }
  }

  @Test
  void badValues_areRefused() {
    assertRefused(400, "ValidationError", () -> assume(request("inventory").build()))
        .isEqualTo("inventory is invalid");
    assertRefused(
            400, "ValidationError", () -> assume(request(INVENTORY).durationSeconds(899).build()))
        .contains("'899' at 'durationSeconds'");
    assertRefused(
        400, "ValidationError", () -> assume(request(INVENTORY).durationSeconds(43_201).build()));
    assertRefused(
            400, "ValidationError", () -> assume(request(INVENTORY).roleSessionName("a b").build()))
        .contains("roleSessionName");
    assertRefused(
        400,
        "ValidationError",
        () -> assume(AssumeRoleRequest.builder().roleArn(INVENTORY).build()));
  }

  private AssumeRoleResponse assume(AssumeRoleRequest request) {
    return caller.call(request, AssumeRoleResponse.class);
  }

  private static AssumeRoleRequest.Builder request(String arn) {
    return AssumeRoleRequest.builder().roleArn(arn).roleSessionName("nightly");
  }
}
