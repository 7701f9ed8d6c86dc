package io.github.reactoraws.examples.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;

/** How long a stream takes. */
final class Timed {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Timed() {}

  /** Items a second of a stream that must have {@code expected}. */
  static double itemsPerSecond(Flux<?> stream, long expected) {
    AtomicLong count = new AtomicLong();
    long start = System.nanoTime();
    stream.doOnNext(item -> count.incrementAndGet()).blockLast(PATIENCE);
    double seconds = secondsSince(start);
    if (count.get() != expected) {
      throw new IllegalStateException(count + " items came of " + expected);
    }
    return count.get() / seconds;
  }

  /** Milliseconds to the first item, after which the stream is cancelled. */
  static double firstItemMillis(Flux<?> stream) {
    long start = System.nanoTime();
    if (stream.blockFirst(PATIENCE) == null) {
      throw new IllegalStateException("no item came");
    }
    return 1e3 * secondsSince(start);
  }

  static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
