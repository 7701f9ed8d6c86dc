package io.github.reactoraws.examples.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** What reactor-core's maintainers advise for a distinct that forgets: a store that expires. */
final class DistinctInCaffeine {
  private DistinctInCaffeine() {}

  static Flux<String> distinct(Flux<String> source) {
    return source.distinct(
        Function.identity(), DistinctInCaffeine::store, DistinctInCaffeine::admit, store -> {});
  }

  static Cache<String, Boolean> store() {
    return Caffeine.newBuilder().expireAfterWrite(DedupThroughput.WINDOW).build();
  }

  /** A repeat must not write: the window counts from the first. */
  static boolean admit(Cache<String, Boolean> store, String key) {
    return store.asMap().putIfAbsent(key, Boolean.TRUE) == null;
  }
}
