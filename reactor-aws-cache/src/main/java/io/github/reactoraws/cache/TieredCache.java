package io.github.reactoraws.cache;

import io.github.reactoraws.BatchLoader;
import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.Codecs;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.metrics.Recorder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A cache whose stages can stand anywhere in a stream: in memory, and in further tiers below it.
 *
 * <pre>{@code
 * TieredCache cache = TieredCache.builder().memory(64 << 20).build();
 * Flux<Instance> instances = listing.items()
 *     .transform(cache.cachedList(key, Instance.class, CachePolicy.fresh(Duration.ofMinutes(5))));
 * }</pre>
 *
 * <p><b>Hit:</b> values are replayed at the subscriber's demand; a list that was found below memory
 * and takes more there than a sixteenth of {@link Builder#memory} is read page by page.
 * <b>Miss:</b> values stream through while they are recorded, the first without waiting for the
 * last. <b>Single flight:</b> who asks for a key while its list flows joins it from the first value
 * on, each at its own demand; the furthest sets the pace. A list is kept only if upstream
 * completed, and nothing is kept of one that failed, was cancelled by all, or began before an
 * {@linkplain #invalidate invalidation}.
 *
 * <p><b>Memory:</b> what {@link Builder#memory} says for what is kept, and half as much again for
 * all lists that flow, plus 1,024 values for each. A list beyond that is read back out of a tier by
 * those who lag; without a tier it is not kept, nobody joins it any more, and who is furthest waits
 * for who is furthest behind. <b>Demand:</b> upstream is asked for what the furthest has asked for,
 * at most 1,024 values at once. <b>Cancel:</b> cancels the load when nobody is left who waits for
 * it. <b>Errors:</b> reach all who wait, and are not kept; those of a tier are counted, and the
 * stage goes on without it, as it does if a tier has found nothing after 5 seconds. One is told: a
 * page of a large list that is lost after its first values were handed over. <b>Threads:</b> adds
 * none of its own; values come on the thread of the load, of the request, or of a tier.
 * <b>Context:</b> each subscriber keeps its own; a load sees that of who began it. Values are
 * shared, must not be changed, and are never discarded. Thread-safe.
 *
 * <p><b>Secrets:</b> an answer of AWS leaves this process only if it is known who asked, and leaves
 * it in plain only if its operation is not one that hands out secrets: see {@link
 * Builder#harmless}.
 *
 * <p><b>Meters:</b> all {@code CACHE_…} of {@link io.github.reactoraws.metrics.Meter}.
 */
public final class TieredCache implements AutoCloseable {
  private final Engine engine;
  private final Map<Class<?>, Codec<?>> codecs; // the user's, and those made for other classes

  private TieredCache(Engine engine, Map<Class<?>, Codec<?>> codecs) {
    this.engine = engine;
    this.codecs = codecs;
  }

  /**
   * Begins with a cache of 64 MiB in memory, and nothing below.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes the stage that caches a whole list.
   *
   * @param key whose list it is; with what it depends on
   * @param type the class of the values: a model of the SDK's, or one with a codec
   * @param policy how long it is used
   * @return a function for {@link Flux#transform}
   * @param <T> a value
   * @throws IllegalArgumentException if there is no codec for {@code type}
   */
  public <T> Function<Flux<T>, Flux<T>> cachedList(
      CacheKey key, Class<T> type, CachePolicy policy) {
    Asks<T> asks = asks(type, policy);
    Objects.requireNonNull(key, "key");
    return upstream -> new FluxCached<>(engine, asks.of(key, upstream));
  }

  /**
   * Makes the stage that caches a value, or that there is none.
   *
   * @param key whose value it is; with what it depends on
   * @param type its class: a model of the SDK's, or one with a codec
   * @param policy how long it is used
   * @return a function for {@link Mono#transform}
   * @param <T> the value
   * @throws IllegalArgumentException if there is no codec for {@code type}
   */
  public <T> Function<Mono<T>, Mono<T>> cachedMono(
      CacheKey key, Class<T> type, CachePolicy policy) {
    Asks<T> asks = asks(type, policy);
    Objects.requireNonNull(key, "key");
    return upstream -> new MonoCached<>(engine, asks.of(key, upstream.flux()));
  }

  /**
   * Makes a look-up whose values are cached, each under its own key, for a stage that looks one
   * thing up for each element.
   *
   * @param key names what is looked up; with what it depends on
   * @param load looks it up
   * @param type the class of the values: a model of the SDK's, or one with a codec
   * @param policy how long one is used
   * @return a function for {@code flatMap}, or {@code flatMapAdaptive}
   * @param <K> what is looked up
   * @param <V> what is found
   * @throws IllegalArgumentException if there is no codec for {@code type}
   */
  public <K, V> Function<K, Mono<V>> cachedEach(
      Function<? super K, CacheKey> key,
      Function<? super K, ? extends Mono<V>> load,
      Class<V> type,
      CachePolicy policy) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(load, "load");
    Asks<V> asks = asks(type, policy);
    return wanted ->
        new MonoCached<>(
            engine, asks.of(key.apply(wanted), Flux.defer(() -> load.apply(wanted).flux())));
  }

  /**
   * Makes a batch loader whose values are cached, each under its own key: what is found is served,
   * and only the rest is loaded, in one call. So the values of {@link
   * io.github.reactoraws.Stages#enrichBatched enrichBatched} are cached:
   *
   * <pre>{@code
   * BatchLoader<String, Image> cached =
   *     cache.cachedLoader(id -> CacheKey.of(scope, imageOf(id)), images, Image.class, policy);
   * Flux<Row> rows = instances.transform(enrichBatched(Instance::imageId, cached, Row::new));
   * }</pre>
   *
   * <p>A key without a value is kept as {@link CachePolicy#emptyFor} says; one that AWS refused or
   * left unprocessed is not kept. What is stale is loaded again together with the rest. A key that
   * another load is under way for is not loaded again. A call that AWS refused as a whole ({@link
   * io.github.reactoraws.call.AwsFailure#GONE GONE} or {@link
   * io.github.reactoraws.call.AwsFailure#INVALID INVALID}) is the result if nothing else was found;
   * else its keys are told as unprocessed, so that they are asked for once more without the others.
   * Any other failure of a call is that of each of its keys. Under a {@linkplain
   * BatchLoader#governedBy limiter} hits need no permit.
   *
   * @param key names what is looked up; with what it depends on
   * @param loader loads it
   * @param type the class of the values: a model of the SDK's, or one with a codec
   * @param policy how long one is used
   * @return the loader
   * @param <K> what is looked up
   * @param <V> what is found
   * @throws IllegalArgumentException if there is no codec for {@code type}
   */
  public <K, V> BatchLoader<K, V> cachedLoader(
      Function<? super K, CacheKey> key,
      BatchLoader<K, V> loader,
      Class<V> type,
      CachePolicy policy) {
    return new CachedLoader<>(
        engine,
        Objects.requireNonNull(key, "key"),
        Objects.requireNonNull(loader, "loader"),
        asks(type, policy));
  }

  /**
   * Removes all answers whose keys match, in all tiers. A load that began before does not store its
   * answer after; who asks from now on begins another.
   *
   * @param pattern over keys' paths
   * @return how many answers went, each counted in each tier that had it
   */
  public Mono<Long> invalidate(KeyPattern pattern) {
    return engine.invalidate(Objects.requireNonNull(pattern, "pattern"));
  }

  /**
   * Waits up to 10 seconds for complete lists that are being stored, then closes all tiers; what
   * they keep beyond this process stays. Blocks: not for a thread of Reactor's. Idempotent.
   */
  @Override
  public void close() {
    engine.close();
  }

  private <T> Asks<T> asks(Class<T> type, CachePolicy policy) {
    return new Asks<>(
        codec(Objects.requireNonNull(type, "type")),
        engine.ages(Objects.requireNonNull(policy, "policy")),
        policy.refreshTimeout());
  }

  @SuppressWarnings("unchecked") // a codec is kept with the class that it is for
  private <T> Codec<T> codec(Class<T> type) {
    Codec<?> known = codecs.get(type);
    return (Codec<T>) (known == null ? codecs.computeIfAbsent(type, Codecs::of) : known);
  }

  /**
   * Builds a {@link TieredCache}. A setter refuses a value out of its bounds by an {@link
   * IllegalArgumentException} that names it. Not thread-safe.
   */
  public static final class Builder {
    private long maxBytes = 64L << 20;
    private final List<CacheTier> below = new ArrayList<>();
    private final Map<Class<?>, Codec<?>> codecs = new HashMap<>();
    private SecretOperations secrets = SecretOperations.allBut(List.of());
    private Scheduler scheduler = Schedulers.parallel();
    private Recorder recorder = Recorder.none();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    private Builder() {}

    /**
     * Sets how much is kept in memory.
     *
     * @param bytes as the codecs tell of a sample of the values; 64 KiB or more; 64 MiB by default
     * @return this builder
     */
    public Builder memory(long bytes) {
      if (bytes < 64 << 10) {
        throw new IllegalArgumentException("memory must be at least 65536 bytes, was " + bytes);
      }
      maxBytes = bytes;
      return this;
    }

    /**
     * Adds a tier below those that there are; the cache closes it.
     *
     * @param tier such as a disk tier
     * @return this builder
     */
    public Builder tier(CacheTier tier) {
      below.add(Objects.requireNonNull(tier, "tier"));
      return this;
    }

    /**
     * Sets the codec of a class.
     *
     * @param type the class
     * @param codec encodes and decodes it
     * @return this builder
     * @param <T> the class
     */
    public <T> Builder codec(Class<T> type, Codec<T> codec) {
      codecs.put(Objects.requireNonNull(type, "type"), Objects.requireNonNull(codec, "codec"));
      return this;
    }

    /**
     * Lets answers of operations leave memory in plain that may hold secrets. Known as such are
     * operations that hand out credentials, keys, tokens or signed URLs, or show environment
     * variables, user data or connection properties; without this their answers go to no tier below
     * but an encrypted one. What may hold anything, such as objects, items, messages, logs and
     * payloads, and all under a user's own keys, is the user's to judge.
     *
     * @param operations the operations whose answers are harmless here, by service and name, such
     *     as {@code lambda:ListFunctions}; they replace those named before
     * @return this builder
     * @throws IllegalArgumentException if one is not taken for secret, so that nothing would change
     */
    public Builder harmless(String... operations) {
      secrets = SecretOperations.allBut(List.of(operations));
      return this;
    }

    /**
     * Sets what tells the time, and ends loads that take too long.
     *
     * @param timer {@link Schedulers#parallel()} by default
     * @return this builder
     */
    public Builder scheduler(Scheduler timer) {
      scheduler = Objects.requireNonNull(timer, "scheduler");
      return this;
    }

    /**
     * Sets what takes the counts.
     *
     * @param counts {@link Recorder#none()} by default
     * @return this builder
     */
    public Builder recorder(Recorder counts) {
      recorder = Objects.requireNonNull(counts, "recorder");
      return this;
    }

    /** Sets where jitter and refresh-ahead draw their numbers from; for tests. */
    Builder random(DoubleSupplier numbers) {
      random = numbers;
      return this;
    }

    /**
     * Builds the cache.
     *
     * @return the cache; to be closed by who built it
     */
    public TieredCache build() {
      return new TieredCache(
          new Engine(maxBytes, List.copyOf(below), secrets, scheduler, recorder, random),
          new ConcurrentHashMap<>(codecs));
    }
  }
}
