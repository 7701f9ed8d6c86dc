package io.github.reactoraws.examples;

import io.github.reactoraws.cache.key.CacheScope;
import io.github.reactoraws.call.AwsCall;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** AWS, or what answers in its place. */
final class AwsCloud implements Cloud {
  private static final String UNNAMED = "caller";

  private final Plan.Aws plan;
  private final AwsCredentialsProvider credentials;
  private final String home = configuredRegion();

  /**
   * @param credentials who calls; closed in the end
   * @throws BadInput if there are no credentials
   */
  AwsCloud(Plan.Aws plan, AwsCredentialsProvider credentials) {
    this.plan = plan;
    this.credentials = credentials;
    try {
      credentials.resolveCredentials();
    } catch (SdkClientException none) {
      throw new BadInput(
          plan.option()
              + " needs AWS credentials and found none: set AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
    }
  }

  @Override
  public Optional<URI> endpoint() {
    return plan.endpoint();
  }

  @Override
  public String name() {
    return plan.endpoint().map(URI::toString).orElse("aws");
  }

  @Override
  public String homeRegion() {
    return home;
  }

  @Override
  public OptionalLong expected() {
    return OptionalLong.empty();
  }

  /** The caller's own account, or those that the role is assumed in. */
  @Override
  public Flux<Account> accounts(Clients clients) {
    Place caller = new Place(new Account(UNNAMED, UNNAMED, credentials), home);
    StsAsyncClient sts = clients.sts(caller);
    if (plan.accounts().isEmpty()) {
      return AwsCall.of(() -> sts.getCallerIdentity())
          .map(me -> new Account(me.account(), caller(sts, me.arn()), credentials))
          .flux();
    }
    return Flux.fromIterable(plan.accounts())
        .map(
            id ->
                new Account(
                    id,
                    "role/" + plan.role(),
                    new AssumedRole(sts, roleArn(caller.partition(), id))));
  }

  /** Without the session, which is another one in each run. */
  private static String caller(StsAsyncClient sts, String arn) {
    return CacheScope.of(sts).calledBy(arn).caller();
  }

  @Override
  public Mono<List<String>> regions(Account account, Clients clients) {
    if (!plan.regions().isEmpty()) {
      return Mono.just(plan.regions());
    }
    Ec2AsyncClient ec2 = clients.ec2(new Place(account, home));
    return AwsCall.of(() -> ec2.describeRegions())
        .map(found -> found.regions().stream().map(region -> region.regionName()).toList());
  }

  @Override
  public void close() {
    if (credentials instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }

  private String roleArn(String partition, String account) {
    return "arn:" + partition + ":iam::" + account + ":role/" + plan.role();
  }

  /** As environment, system properties or profile say, and AWS's first one otherwise. */
  private static String configuredRegion() {
    try {
      Region region =
          new AwsRegionProviderChain(
                  new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
              .getRegion();
      return region.id();
    } catch (SdkClientException none) {
      return Region.US_EAST_1.id();
    }
  }
}
