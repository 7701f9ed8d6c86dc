package io.github.reactoraws.cache;

import io.github.reactoraws.cache.key.CacheKey;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.util.context.Context;

/**
 * Tells whence an answer came, to who asks:
 *
 * <pre>{@code
 * instances.transform(cache.cachedList(key, Instance.class, policy))
 *     .contextWrite(Served.to(served -> log.info("{} from {}, {} old", served.key(), served.source(), served.age())));
 * }</pre>
 *
 * @param key whose answer it is
 * @param source the name of the tier it came from, or {@link #LOAD}
 * @param age since its load began
 * @param stale whether it was not fresh any more
 */
public record Served(CacheKey key, String source, Duration age, boolean stale) {

  /** The source of an answer that is being loaded. */
  public static final String LOAD = "load";

  private static final Object LISTENER = Served.class;

  /**
   * Checks that all is there.
   *
   * @param key not {@code null}
   * @param source not {@code null}
   * @param age zero or more
   * @param stale either
   */
  public Served {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(source, "source");
    if (Objects.requireNonNull(age, "age").isNegative()) {
      throw new IllegalArgumentException("age must not be negative, was " + age);
    }
  }

  /**
   * Asks the stages above to tell, once for each subscription, before the first value or the end.
   *
   * @param listener is told; on the thread that signals, quick, and must not throw
   * @return a function for {@code contextWrite}
   */
  public static Function<Context, Context> to(Consumer<? super Served> listener) {
    Objects.requireNonNull(listener, "listener");
    return context -> context.put(LISTENER, listener);
  }

  /** A context whose listener is not told. */
  static Context toNobody(Context context) {
    return context.delete(LISTENER);
  }

  /** Tells the listener of a subscriber, if it has one. */
  static void tell(Context context, CacheKey key, String source, long ageNanos, boolean stale) {
    if (context.isEmpty()) {
      return;
    }
    Consumer<? super Served> listener = context.getOrDefault(LISTENER, null);
    if (listener != null) {
      listener.accept(new Served(key, source, Duration.ofNanos(Math.max(0, ageNanos)), stale));
    }
  }
}
