package io.github.reactoraws.call;

import java.util.Objects;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.regions.Region;

/**
 * What AWS throttles by.
 *
 * @param account the account's id, or {@link #CALLERS_ACCOUNT}
 * @param region the region's id, such as {@code eu-west-1}
 * @param service the service's signing name, such as {@code ec2}, {@code states} or {@code
 *     monitoring}
 * @param operation the operation's name, such as {@code DescribeInstances}, or that of a group of
 *     operations with one quota
 */
public record CallScope(String account, String region, String service, String operation) {

  /** Stands for the account of the client's credentials, where nobody has told its id. */
  public static final String CALLERS_ACCOUNT = "caller";

  /** Stands for the region of a client that has none. */
  public static final String NO_REGION = "none";

  /**
   * Checks the parts.
   *
   * @param account not blank
   * @param region not blank
   * @param service not blank
   * @param operation not blank
   * @throws IllegalArgumentException if a part is blank; the message names it
   */
  public CallScope {
    named("account", account);
    named("region", region);
    named("service", service);
    named("operation", operation);
  }

  /**
   * Returns the scope of an operation that {@code client} calls, in the caller's account.
   *
   * <pre>{@code
   * CallScope scope = CallScope.of(states, "DescribeStateMachine");
   * }</pre>
   *
   * @param client any client of the SDK
   * @param operation the operation's name, such as {@code DescribeInstances}
   * @return the scope
   */
  public static CallScope of(AwsClient client, String operation) {
    Region region = client.serviceClientConfiguration().region();
    return new CallScope(
        CALLERS_ACCOUNT, region == null ? NO_REGION : region.id(), client.serviceName(), operation);
  }

  /**
   * Returns the same operation in another account.
   *
   * @param id the account's id
   * @return the scope there
   */
  public CallScope inAccount(String id) {
    return new CallScope(id, region, service, operation);
  }

  private static void named(String part, String value) {
    if (Objects.requireNonNull(value, part).isBlank()) {
      throw new IllegalArgumentException(part + " must not be blank, was \"" + value + "\"");
    }
  }

  /**
   * Returns the parts with slashes between.
   *
   * @return such as {@code 123456789012/eu-west-1/ec2/DescribeInstances}
   */
  @Override
  public String toString() {
    return account + "/" + region + "/" + service + "/" + operation;
  }
}
