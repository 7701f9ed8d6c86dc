package io.github.reactoraws.examples.loaders;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.call.AwsCall;
import io.github.reactoraws.call.AwsFailure;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Loaders over operations that take one key: some calls at once, and no value for what is gone. */
final class SingleGets {
  /** So that the four batches that are in flight by default fit the SDK's 50 connections. */
  static final int CALLS_AT_ONCE = 8;

  private SingleGets() {}

  static <R, V> BatchLoader<String, V> of(
      Function<String, CompletableFuture<R>> call, Function<? super R, ? extends V> value) {
    return BatchLoader.ofSingles(
        key ->
            AwsCall.of(() -> call.apply(key))
                .<V>map(value)
                .onErrorResume(SingleGets::isGone, gone -> Mono.empty()),
        CALLS_AT_ONCE);
  }

  private static boolean isGone(Throwable failure) {
    return AwsFailure.of(failure) == AwsFailure.GONE;
  }
}
