package io.github.reactoraws;

import java.util.Objects;

/**
 * A memory of keys that several pipelines share: what has passed in one is dropped in the others.
 *
 * <pre>{@code
 * DedupWindow<String> seen = DedupWindow.of(DedupSpec.within(Duration.ofMinutes(5)).build());
 * Flux<Instance> east = eastern.transform(dedupWithin(Instance::instanceId, seen));
 * Flux<Instance> west = western.transform(dedupWithin(Instance::instanceId, seen));
 * }</pre>
 *
 * <p>It remembers what passed, not what became of it: a pipeline that is subscribed to again, as
 * {@code retry} does, finds its own elements dropped until the window is over.
 *
 * <p>Thread-safe: of many who come at once with one key, one passes. Each step is one short
 * synchronized section, which calls nothing but the clock, the recorder and the methods {@code
 * equals} and {@code hashCode} of keys. It holds no thread, and needs no closing.
 *
 * @param <K> a key, with {@code equals} and {@code hashCode}
 */
public final class DedupWindow<K> {
  private final DedupMemory<K> memory;

  private DedupWindow(DedupSpec spec) {
    this.memory = new DedupMemory<>(spec);
  }

  /**
   * Makes an empty window.
   *
   * @param spec the window's length and bounds; its {@code maxKeys} holds for all pipelines
   *     together
   * @param <K> a key
   * @return a window
   */
  public static <K> DedupWindow<K> of(DedupSpec spec) {
    return new DedupWindow<>(Objects.requireNonNull(spec, "spec"));
  }

  synchronized boolean admit(K key) {
    return memory.admit(key, false); // who comes next may be of another pipeline
  }
}
