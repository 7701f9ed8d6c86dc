package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class AssumedRoleTest {
  private static final Duration SOON = Duration.ofMinutes(1); // it is renewed at once
  private static final Duration LATER = Duration.ofHours(1);

  private final Sts sts = new Sts();
  private final AssumedRole role = new AssumedRole(sts, "arn:aws:iam::100000000001:role/inventory");

  /** An STS that answers when the test says so. */
  private static final class Sts implements StsAsyncClient {
    private final Queue<CompletableFuture<AssumeRoleResponse>> asked = new ArrayDeque<>();

    @Override
    public CompletableFuture<AssumeRoleResponse> assumeRole(AssumeRoleRequest request) {
      CompletableFuture<AssumeRoleResponse> answer = new CompletableFuture<>();
      asked.add(answer);
      return answer;
    }

    void grant(String key, Duration lifetime) {
      asked
          .remove()
          .complete(
              AssumeRoleResponse.builder()
                  .credentials(
                      c ->
                          c.accessKeyId(key)
                              .secretAccessKey("secret")
                              .sessionToken("token")
                              .expiration(Instant.now().plus(lifetime)))
                  .build());
    }

    void refuse() {
      asked.remove().completeExceptionally(StsException.builder().statusCode(403).build());
    }

    @Override
    public String serviceName() {
      return "sts";
    }

    @Override
    public void close() {}
  }

  private CompletableFuture<AwsSessionCredentials> resolved() {
    return role.resolveIdentity(ResolveIdentityRequest.builder().build());
  }

  @Test
  void allWhoAsk_waitForOneGrant() {
    CompletableFuture<AwsSessionCredentials> one = resolved();
    CompletableFuture<AwsSessionCredentials> other = resolved();
    assertThat(one).isNotDone();
    sts.grant("first", LATER);

    assertThat(one).isCompletedWithValueMatching(key -> key.accessKeyId().equals("first"));
    assertThat(other).isCompletedWithValueMatching(key -> key.accessKeyId().equals("first"));
    assertThat(sts.asked).isEmpty();
  }

  @Test
  void sessionThatIsRenewed_servesUntilTheNewOneIsThere() {
    assertThat(resolved()).isNotDone();
    sts.grant("first", SOON);

    assertThat(resolved()).isCompletedWithValueMatching(key -> key.accessKeyId().equals("first"));
    sts.grant("second", LATER);

    assertThat(resolved()).isCompletedWithValueMatching(key -> key.accessKeyId().equals("second"));
  }

  @Test
  void renewalThatIsRefused_leavesTheSessionThatLasts() {
    assertThat(resolved()).isNotDone();
    sts.grant("first", SOON);
    assertThat(resolved()).isCompleted();
    sts.refuse();

    assertThat(resolved()).isCompletedWithValueMatching(key -> key.accessKeyId().equals("first"));
  }
}
