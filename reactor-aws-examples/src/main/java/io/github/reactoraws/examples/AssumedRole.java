package io.github.reactoraws.examples;

import io.github.reactoraws.call.AwsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The credentials of a role, assumed when first asked for and again shortly before they expire.
 *
 * <p>STS's own provider needs a blocking client; here all who ask at once wait for one call.
 *
 * <p>While an attempt names itself to the server, the SDK joins the future of its credentials, on
 * whatever thread that is. So ask for them before the first call; behind it no call waits here, for
 * while a session is renewed, the one before it goes on.
 */
final class AssumedRole implements IdentityProvider<AwsCredentialsIdentity> {
  private static final String SESSION = "reactor-aws-inventory";
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);
  private static final Duration FAILURE_REMEMBERED = Duration.ofMinutes(1);

  private final Mono<AwsSessionCredentials> session;
  private volatile @Nullable AwsSessionCredentials latest;

  AssumedRole(StsAsyncClient sts, String roleArn) {
    this.session =
        AwsCall.of(() -> sts.assumeRole(r -> r.roleArn(roleArn).roleSessionName(SESSION)))
            .map(AssumeRoleResponse::credentials)
            .map(AssumedRole::credentials)
            .doOnNext(granted -> latest = granted)
            .cache(AssumedRole::lifetime, failure -> FAILURE_REMEMBERED, () -> Duration.ZERO);
  }

  @Override
  public Class<AwsCredentialsIdentity> identityType() {
    return AwsCredentialsIdentity.class;
  }

  @Override
  public CompletableFuture<AwsSessionCredentials> resolveIdentity(ResolveIdentityRequest request) {
    CompletableFuture<AwsSessionCredentials> asked = session.toFuture();
    AwsSessionCredentials before = latest;
    boolean isRenewed = asked.isDone() && !asked.isCompletedExceptionally();
    return isRenewed || before == null || hasExpired(before)
        ? asked
        : CompletableFuture.completedFuture(before);
  }

  private static boolean hasExpired(AwsSessionCredentials session) {
    return session.expirationTime().filter(Instant.now()::isAfter).isPresent();
  }

  private static AwsSessionCredentials credentials(Credentials granted) {
    return AwsSessionCredentials.builder()
        .accessKeyId(granted.accessKeyId())
        .secretAccessKey(granted.secretAccessKey())
        .sessionToken(granted.sessionToken())
        .expirationTime(granted.expiration())
        .build();
  }

  private static Duration lifetime(AwsSessionCredentials credentials) {
    return credentials
        .expirationTime()
        .map(expiry -> Duration.between(Instant.now(), expiry).minus(RENEWED_BEFORE))
        .filter(left -> !left.isNegative())
        .orElse(Duration.ZERO);
  }
}
