package io.github.reactoraws;

import java.util.Collection;
import java.util.Iterator;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What the Contexts of several subscribers have in common. */
final class SharedContext {
  private SharedContext() {}

  /** The entries that are the same object for all of {@code sinks}. */
  static Context of(Collection<? extends MonoSink<?>> sinks) {
    Iterator<? extends MonoSink<?>> all = sinks.iterator();
    if (!all.hasNext()) {
      return Context.empty();
    }
    Context shared = Context.of(all.next().contextView());
    while (all.hasNext() && !shared.isEmpty()) {
      shared = both(shared, all.next().contextView());
    }
    return shared;
  }

  private static Context both(Context shared, ContextView other) {
    Context kept = shared;
    for (Object key : shared.stream().map(entry -> entry.getKey()).toList()) {
      if (other.getOrDefault(key, null) != shared.get(key)) {
        kept = kept.delete(key);
      }
    }
    return kept;
  }
}
