package io.github.reactoraws.examples.bench;

import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.retry.RetryMode;

/**
 * What people write: {@code flatMap} with a number that they have guessed.
 *
 * @param atOnce how many calls at once
 * @param mode what the SDK does about failed attempts
 */
record FixedWay(int atOnce, RetryMode mode) implements CallWay {

  @Override
  public String name() {
    return "flatMap " + atOnce + " " + mode;
  }

  @Override
  public SdkPlugin plugin() {
    return client -> client.overrideConfiguration(options -> options.retryStrategy(mode));
  }

  @Override
  public <T, R> Flux<R> call(
      Flux<T> elements, Function<T, Mono<R>> call, AwsClient client, String operation) {
    return elements.flatMapDelayError(call, atOnce, 1);
  }
}
