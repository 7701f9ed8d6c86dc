package io.github.reactoraws.examples.bench;

import static io.github.reactoraws.Stages.flatMapAdaptiveDelayError;

import io.github.reactoraws.adaptive.AdaptivePlugin;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.adaptive.Limiters;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.retry.RetryMode;

/** Ours: {@code flatMapAdaptive} with the limiter of each operation, over the SDK's retries. */
final class AdaptiveWay implements CallWay {
  private final AdaptivePlugin plugin;

  AdaptiveWay(int connections) {
    LimiterSpec spec = LimiterSpec.builder().maxInFlight(connections).build();
    this.plugin = AdaptivePlugin.of(Limiters.of(spec));
  }

  @Override
  public String name() {
    return "flatMapAdaptive";
  }

  @Override
  public SdkPlugin plugin() {
    return client -> {
      client.overrideConfiguration(options -> options.retryStrategy(RetryMode.STANDARD));
      plugin.configureClient(client);
    };
  }

  @Override
  public <T, R> Flux<R> call(
      Flux<T> elements, Function<T, Mono<R>> call, AwsClient client, String operation) {
    return elements.transform(flatMapAdaptiveDelayError(call, plugin.limiter(client, operation)));
  }
}
