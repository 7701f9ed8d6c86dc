package io.github.reactoraws.examples.bench;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.reactoraws.cache.CachePolicy;
import io.github.reactoraws.cache.TieredCache;
import io.github.reactoraws.cache.key.CacheKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Hits a second in memory, of 1,000 keys in turn: our stage, and what people write around Caffeine,
 * bounded and with an expiry as ours.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class CachedMonoThroughput {
  private static final int KEYS = 1_000;
  private static final Duration FRESH = Duration.ofHours(1);
  private static final CachePolicy POLICY = CachePolicy.fresh(FRESH);

  private final TieredCache cache = TieredCache.builder().build();
  private final AsyncCache<String, Instance> peer =
      Caffeine.newBuilder().maximumSize(10 * KEYS).expireAfterWrite(FRESH).buildAsync();

  private final List<CacheKey> keys = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final List<Mono<Instance>> loads = new ArrayList<>();
  private final List<Mono<Instance>> ours = new ArrayList<>();
  private final List<Mono<Instance>> theirs = new ArrayList<>();

  /** Assembles both ways for each key, and asks once, so that all is cached. */
  @Setup
  public void load() {
    for (Instance instance : SimulatedInstances.first(KEYS)) {
      keys.add(CacheKey.of("instance", instance.instanceId()));
      ids.add(instance.instanceId());
      loads.add(Mono.just(instance));
    }
    for (int i = 0; i < KEYS; i++) {
      ours.add(ours(i));
      theirs.add(theirs(i));
      if (!ours.get(i).blockOptional().equals(theirs.get(i).blockOptional())) {
        throw new IllegalStateException("the two ways have different answers for " + ids.get(i));
      }
    }
  }

  /** Closes the cache. */
  @TearDown
  public void close() {
    cache.close();
  }

  /**
   * Our stage.
   *
   * @param sink takes each value
   */
  @Benchmark
  @OperationsPerInvocation(KEYS)
  public void hitOurs(Blackhole sink) {
    Consumer<Instance> end = sink::consume;
    for (int i = 0; i < KEYS; i++) {
      ours.get(i).subscribe(end);
    }
  }

  /**
   * Caffeine's future as a mono.
   *
   * @param sink takes each value
   */
  @Benchmark
  @OperationsPerInvocation(KEYS)
  public void hitPeer(Blackhole sink) {
    Consumer<Instance> end = sink::consume;
    for (int i = 0; i < KEYS; i++) {
      theirs.get(i).subscribe(end);
    }
  }

  /**
   * Our stage, made anew for each ask.
   *
   * @param sink takes each value
   */
  @Benchmark
  @OperationsPerInvocation(KEYS)
  public void assembledHitOurs(Blackhole sink) {
    Consumer<Instance> end = sink::consume;
    for (int i = 0; i < KEYS; i++) {
      ours(i).subscribe(end);
    }
  }

  /**
   * Caffeine's future as a mono, made anew for each ask.
   *
   * @param sink takes each value
   */
  @Benchmark
  @OperationsPerInvocation(KEYS)
  public void assembledHitPeer(Blackhole sink) {
    Consumer<Instance> end = sink::consume;
    for (int i = 0; i < KEYS; i++) {
      theirs(i).subscribe(end);
    }
  }

  private Mono<Instance> ours(int i) {
    return loads.get(i).transform(cache.cachedMono(keys.get(i), Instance.class, POLICY));
  }

  private Mono<Instance> theirs(int i) {
    String id = ids.get(i);
    Mono<Instance> load = loads.get(i);
    return Mono.fromFuture(() -> peer.get(id, (absent, executor) -> load.toFuture()));
  }
}
