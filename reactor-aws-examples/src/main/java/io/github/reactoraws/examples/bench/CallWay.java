package io.github.reactoraws.examples.bench;

import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkPlugin;

/** A way to make many calls: how many are made at once, and what repeats those that fail. */
interface CallWay {

  String name();

  /** What configures the clients whose calls go this way. */
  SdkPlugin plugin();

  /** The results of one call for each element, as they come; errors come at the end. */
  <T, R> Flux<R> call(
      Flux<T> elements, Function<T, Mono<R>> call, AwsClient client, String operation);
}
