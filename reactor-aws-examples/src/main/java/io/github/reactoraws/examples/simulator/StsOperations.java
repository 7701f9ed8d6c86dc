package io.github.reactoraws.examples.simulator;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** STS: any account of the estate may assume any role of the estate. */
final class StsOperations {
  private static final int LEAST_SECONDS = 900;
  private static final int DEFAULT_SECONDS = 3_600;
  private static final int MOST_SECONDS = 43_200;
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");

  private final Estate estate;

  StsOperations(Estate estate) {
    this.estate = estate;
  }

  List<Operation<?, ?>> all() {
    return List.of(
        new Operation<>(
            "sts",
            "GetCallerIdentity",
            "",
            GetCallerIdentityRequest::builder,
            this::getCallerIdentity),
        new Operation<>("sts", "AssumeRole", "", AssumeRoleRequest::builder, this::assumeRole));
  }

  private GetCallerIdentityResponse getCallerIdentity(
      GetCallerIdentityRequest request, Scope scope) {
    return GetCallerIdentityResponse.builder()
        .account(scope.account())
        .arn(user(scope))
        .userId("AIDA" + scope.account())
        .build();
  }

  private AssumeRoleResponse assumeRole(AssumeRoleRequest request, Scope scope) {
    String session = Constraints.CLASSIC.required("roleSessionName", request.roleSessionName());
    if (!SESSION_NAME.matcher(session).matches()) {
      throw Constraints.CLASSIC.broken(
          session,
          "roleSessionName",
          "Member must satisfy regular expression pattern: " + SESSION_NAME);
    }
    int seconds =
        Constraints.CLASSIC.range(
            "durationSeconds",
            request.durationSeconds(),
            LEAST_SECONDS,
            MOST_SECONDS,
            DEFAULT_SECONDS);
    String arn = Constraints.CLASSIC.required("roleArn", request.roleArn());
    String account = account(arn);
    Roles roles = estate.account(account).map(Roles::new).orElseThrow(() -> denied(arn, scope));
    long index = roles.indexOfArn(arn).orElseThrow(() -> denied(arn, scope));
    String role = roles.name(index);
    AwsSessionCredentials credentials = AccessKeys.session(account);
    return AssumeRoleResponse.builder()
        .assumedRoleUser(
            user ->
                user.arn("arn:aws:sts::" + account + ":assumed-role/" + role + "/" + session)
                    .assumedRoleId(roles.id(index) + ":" + session))
        .credentials(
            granted ->
                granted
                    .accessKeyId(credentials.accessKeyId())
                    .secretAccessKey(credentials.secretAccessKey())
                    .sessionToken(credentials.sessionToken())
                    .expiration(Instant.now().plusSeconds(seconds)))
        .build();
  }

  private static String account(String arn) {
    return Arn.tryFromString(arn)
        .flatMap(Arn::accountId)
        .orElseThrow(() -> new Refusal(400, "ValidationError", arn + " is invalid"));
  }

  /** The answer for a role that does not exist, too: STS does not tell strangers which ones do. */
  private static Refusal denied(String arn, Scope scope) {
    return new Refusal(
        403,
        "AccessDenied",
        "User: "
            + user(scope)
            + " is not authorized to perform: sts:AssumeRole on resource: "
            + arn);
  }

  private static String user(Scope scope) {
    return "arn:aws:iam::" + scope.account() + ":user/simulator";
  }
}
