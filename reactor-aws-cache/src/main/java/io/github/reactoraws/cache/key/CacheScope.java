package io.github.reactoraws.cache.key;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Who asks which service where: what an answer depends on besides the request.
 *
 * @param partition such as {@code aws} or {@code aws-cn}
 * @param account the account's id, or {@link #UNKNOWN}
 * @param caller the role or user that asks, such as {@code role/ops}, or {@link #UNKNOWN}; not its
 *     access key, which changes with each session
 * @param region the region's id
 * @param service the service's signing name, such as {@code ec2}
 * @param endpoint where the service is instead of AWS's own address; empty if it is not
 */
public record CacheScope(
    String partition,
    String account,
    String caller,
    String region,
    String service,
    String endpoint) {

  /** Stands for an account or a caller that nobody has told. */
  public static final String UNKNOWN = "unknown";

  private static final String NO_REGION = "none";
  private static final Pattern CALLER =
      Pattern.compile("arn:[a-z0-9-]+:(iam|sts)::(\\d{12}):(.+)", Pattern.DOTALL);
  private static final Pattern SESSION = Pattern.compile("assumed-role/(.+)/[^/]+");

  /**
   * Checks the parts.
   *
   * @param partition not blank
   * @param account not blank
   * @param caller not blank
   * @param region not blank
   * @param service not blank
   * @param endpoint may be empty
   * @throws IllegalArgumentException if a part but {@code endpoint} is blank; the message names it
   */
  public CacheScope {
    KeyPart.requireText("partition", partition);
    KeyPart.requireText("account", account);
    KeyPart.requireText("caller", caller);
    KeyPart.requireText("region", region);
    KeyPart.requireText("service", service);
    Objects.requireNonNull(endpoint, "endpoint");
  }

  /**
   * Returns the scope of a client, whose caller is not known: what is cached for it stays in
   * memory.
   *
   * @param client any client of the SDK
   * @return the scope
   */
  public static CacheScope of(AwsClient client) {
    AwsServiceClientConfiguration configuration = client.serviceClientConfiguration();
    Region region = configuration.region();
    return new CacheScope(
        region == null ? "aws" : PartitionMetadata.of(region).id(),
        UNKNOWN,
        UNKNOWN,
        region == null ? NO_REGION : region.id(),
        client.serviceName(),
        configuration.endpointOverride().map(URI::toString).orElse(""));
  }

  /**
   * Returns the same scope for a caller, as {@code sts.getCallerIdentity()} tells its ARN. Sessions
   * of one role are the same caller.
   *
   * @param arn such as {@code arn:aws:iam::123456789012:user/ops}
   * @return the scope of that caller, and of the account it is in
   * @throws IllegalArgumentException if {@code arn} is not that of a caller
   */
  public CacheScope calledBy(String arn) {
    Matcher parts = CALLER.matcher(Objects.requireNonNull(arn, "arn"));
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "arn must be a caller's, such as arn:aws:iam::123456789012:user/ops, was \""
              + arn
              + "\"");
    }
    Matcher session = SESSION.matcher(parts.group(3));
    String caller = session.matches() ? "role/" + session.group(1) : parts.group(3);
    return new CacheScope(partition, parts.group(2), caller, region, service, endpoint);
  }

  /**
   * Tells whether it is known who asks. If not, answers may not outlive the process: the next one
   * may have other credentials.
   *
   * @return whether account and caller are known
   */
  public boolean isCallerKnown() {
    return !account.equals(UNKNOWN) && !caller.equals(UNKNOWN);
  }
}
