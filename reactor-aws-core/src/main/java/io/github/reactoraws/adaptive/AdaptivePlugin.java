package io.github.reactoraws.adaptive;

import io.github.reactoraws.call.CallScope;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Lets the {@link Limiters} see every attempt of every call of a client, and paces their starts.
 *
 * <pre>{@code
 * AdaptivePlugin plugin = AdaptivePlugin.of(Limiters.create());
 * SfnAsyncClient states = SfnAsyncClient.builder().addPlugin(plugin).build();
 * Limiter limiter = plugin.limiter(states, "DescribeStateMachine");
 * }</pre>
 *
 * <p>First attempts and repetitions, those of paginators included, start as the rate of their scope
 * allows; none is held up while no throttle has taught a rate. The limit on calls in flight is for
 * those who ask for permits: the stages. A call under a permit has waited for its turn already, and
 * is not made to wait, nor counted, again. Repetitions wait for the backoff of the client's retry
 * strategy and their turn, whichever is longer.
 *
 * <p>One plugin is for the clients of one account; {@link #inAccount} makes one for another, since
 * AWS throttles each account by itself. <b>Retries</b> are those of the client's retry strategy, or
 * of the SDK's default, also where a service has a default of its own, as DynamoDB has. The SDK's
 * {@code ADAPTIVE} modes would pace a second time and are refused. <b>Errors:</b> a call without a
 * permit that would wait longer than {@link LimiterSpec#maxDelay()} fails at once. <b>Threads:</b>
 * none of its own. Thread-safe; made to be shared by clients.
 */
public final class AdaptivePlugin implements SdkPlugin {
  private final Limiters limiters;
  private final String account;

  private AdaptivePlugin(Limiters limiters, String account) {
    this.limiters = limiters;
    this.account = account;
  }

  /**
   * Makes a plugin for clients of the caller's account.
   *
   * @param limiters what is fed
   * @return the plugin, for {@code builder.addPlugin(plugin)}
   */
  public static AdaptivePlugin of(Limiters limiters) {
    return new AdaptivePlugin(
        Objects.requireNonNull(limiters, "limiters"), CallScope.CALLERS_ACCOUNT);
  }

  /**
   * Makes a plugin that feeds the same limiters, for clients of an account.
   *
   * @param id the account's id, as it is to stand in scopes and meters
   * @return another plugin
   * @throws IllegalArgumentException if {@code id} is blank
   */
  public AdaptivePlugin inAccount(String id) {
    if (Objects.requireNonNull(id, "id").isBlank()) {
      throw new IllegalArgumentException("id must not be blank, was \"" + id + "\"");
    }
    return new AdaptivePlugin(limiters, id);
  }

  /**
   * Returns the limiter that an operation of a client feeds.
   *
   * @param client a client with this plugin
   * @param operation the operation's name, such as {@code DescribeInstances}
   * @return its limiter; one for all operations that AWS throttles together
   * @throws IllegalArgumentException if the client has no such operation
   */
  public Limiter limiter(AwsClient client, String operation) {
    ClientOperations.require(client, operation);
    return limiters.of(CallScope.of(client, operation).inAccount(account));
  }

  /**
   * Configures a client; the SDK calls it.
   *
   * @param config that of the client
   * @throws IllegalArgumentException if the client has an adaptive retry mode, the deprecated
   *     {@code retryPolicy}, or such a plugin already
   */
  @Override
  public void configureClient(SdkServiceClientConfiguration.Builder config) {
    RetryStrategy strategy = strategyOf(config.overrideConfiguration());
    config.overrideConfiguration(
        override ->
            override
                .retryStrategy(new PacedRetryStrategy(strategy))
                .addExecutionInterceptor(new AttemptInterceptor(limiters, account)));
  }

  @SuppressWarnings("deprecation") // the class is deprecated, and still heeded by the SDK
  private static RetryStrategy strategyOf(ClientOverrideConfiguration override) {
    if (override.retryPolicy().isPresent()) {
      throw new IllegalArgumentException(
          "retryPolicy must not be set, whose attempts cannot be paced; retryStrategy is right");
    }
    Optional<RetryStrategy> set = override.retryStrategy();
    if (set.isEmpty()) {
      RetryMode mode = RetryMode.defaultRetryMode();
      return isAdaptive(AwsRetryStrategy.forRetryMode(mode))
          ? AwsRetryStrategy.standardRetryStrategy()
          : AwsRetryStrategy.forRetryMode(mode);
    }
    if (set.get() instanceof PacedRetryStrategy) {
      throw new IllegalArgumentException("the client has an AdaptivePlugin already");
    }
    if (isAdaptive(set.get())) {
      throw new IllegalArgumentException(
          "retryStrategy must not be adaptive, which would pace a second time; STANDARD is right,"
              + " was "
              + set.get().getClass().getSimpleName());
    }
    return AwsRetryStrategy.addRetryConditions(set.get());
  }

  /** Whether it is one of the SDK's two adaptive strategies, of which one has no public class. */
  @SuppressWarnings("deprecation") // the mode is deprecated, not gone
  private static boolean isAdaptive(RetryStrategy strategy) {
    return strategy instanceof AdaptiveRetryStrategy
        || AwsRetryStrategy.forRetryMode(RetryMode.ADAPTIVE).getClass().isInstance(strategy);
  }
}
