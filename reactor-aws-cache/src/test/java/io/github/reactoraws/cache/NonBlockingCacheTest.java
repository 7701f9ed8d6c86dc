package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.SdkCodec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.disk.DiskTier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * A cache over a disk, asked on threads that must not block: none of them waits, or asks SQLite.
 */
class NonBlockingCacheTest {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Codec<Instance> INSTANCES = SdkCodec.of(Instance.class);
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));
  private static final EntryTimes HOUR =
      new EntryTimes(Duration.ZERO, Duration.ofMillis(1), Duration.ofHours(1));
  private static final Queue<BlockingMethod> REFUSED = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;

  @BeforeAll
  static void refuseBlocking() {
    String statement = "org.sqlite.jdbc3.JDBC3PreparedStatement";
    BlockHound.install(
        rules ->
            rules
                .markAsBlocking(statement, "executeQuery", "()Ljava/sql/ResultSet;")
                .markAsBlocking(statement, "executeUpdate", "()I")
                .blockingMethodCallback(
                    method -> {
                      REFUSED.add(method);
                      throw new BlockingOperationError(method);
                    }));
  }

  @BeforeEach
  void forget() {
    REFUSED.clear();
  }

  private static CacheKey key(int n) {
    return CacheKey.of("calm", "n" + n);
  }

  private static List<Instance> instances(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> Instance.builder().instanceId("i-" + n).imageId("ami-" + n % 7).build())
        .toList();
  }

  @Test
  void sqlOnAParallelThread_fails() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        PreparedStatement select = connection.prepareStatement("SELECT 1")) {
      Mono<Boolean> query =
          Mono.fromCallable(() -> select.executeQuery().next()).subscribeOn(Schedulers.parallel());
      assertThatThrownBy(() -> query.block(LONGEST))
          .hasRootCauseInstanceOf(BlockingOperationError.class);
    }
    assertThat(REFUSED).hasSize(1);
  }

  private static Mono<Void> stored(DiskTier tier, int n) {
    ListWriter<Instance> writer = tier.write(key(n), INSTANCES);
    return Flux.range(0, 5)
        .concatMap(page -> writer.append(instances(50)).publishOn(Schedulers.parallel()))
        .then(writer.page(2))
        .publishOn(Schedulers.parallel())
        .then(Mono.defer(() -> writer.commit(HOUR)))
        .publishOn(Schedulers.parallel())
        .doOnSuccess(done -> writer.release());
  }

  private static Mono<Void> abandoned(DiskTier tier, int n) {
    ListWriter<Instance> writer = tier.write(key(n), INSTANCES);
    return writer
        .append(instances(50))
        .publishOn(Schedulers.parallel())
        .doOnSuccess(done -> writer.abandon());
  }

  private static Flux<Instance> read(DiskTier tier, int n) {
    return tier.find(key(n), INSTANCES)
        .publishOn(Schedulers.parallel())
        .flatMapMany(
            list ->
                Flux.range(0, list.pages())
                    .concatMap(page -> list.page(page).publishOn(Schedulers.parallel()))
                    .<Instance>concatMapIterable(page -> page)
                    .doFinally(any -> list.release()));
  }

  @Test
  void diskTier_blocksNowhere() {
    try (DiskTier tier = DiskTier.builder(folder).build()) {
      Flux<Instance> all =
          Flux.range(0, 100)
              .flatMap(
                  n ->
                      Mono.defer(() -> stored(tier, n))
                          .then(Mono.defer(() -> abandoned(tier, n)))
                          .thenMany(Flux.defer(() -> read(tier, n)))
                          .subscribeOn(Schedulers.parallel()),
                  16);
      assertThat(all.count().block(LONGEST)).isEqualTo(100 * 250);
      Mono<Long> gone =
          Mono.defer(() -> tier.invalidate(KeyPattern.of("~calm/**")))
              .subscribeOn(Schedulers.parallel());
      assertThat(gone.block(LONGEST)).isEqualTo(100);
    }
    assertThat(REFUSED).isEmpty();
  }

  @Test
  void diskTierThatIsClosed_blocksNowhere() {
    DiskTier tier = DiskTier.builder(folder).build();
    tier.close();
    Mono<Long> late =
        Mono.defer(() -> tier.find(key(1), INSTANCES))
            .then(Mono.defer(() -> abandoned(tier, 1)).onErrorComplete())
            .then(Mono.defer(() -> tier.invalidate(KeyPattern.of("**"))))
            .onErrorReturn(-1L)
            .subscribeOn(Schedulers.parallel());

    assertThat(late.block(LONGEST)).isEqualTo(-1);
    assertThat(REFUSED).isEmpty();
  }

  @Test
  void cachedStages_blockNowhere() {
    TieredCache cache =
        TieredCache.builder().memory(64 << 10).tier(DiskTier.builder(folder).build()).build();
    List<Instance> listed = instances(2_000);
    Flux<Instance> lists =
        Flux.range(0, 40)
            .flatMap(
                n ->
                    Flux.fromIterable(listed)
                        .publishOn(Schedulers.parallel())
                        .transform(cache.cachedList(key(n % 10), Instance.class, POLICY))
                        .subscribeOn(Schedulers.parallel()),
                8);
    Flux<Instance> single =
        Flux.range(0, 1_000)
            .publishOn(Schedulers.parallel())
            .flatMap(
                cache.cachedEach(
                    n -> CacheKey.of("calm", "each", "" + n % 50),
                    n -> Mono.just(listed.get(n)).publishOn(Schedulers.parallel()),
                    Instance.class,
                    POLICY));
    try (cache) {
      assertThat(lists.count().block(LONGEST)).isEqualTo(40 * 2_000);
      assertThat(single.count().block(LONGEST)).isEqualTo(1_000);
      Mono<Long> gone =
          Mono.defer(() -> cache.invalidate(KeyPattern.of("~calm/**")))
              .subscribeOn(Schedulers.parallel());
      assertThat(gone.block(LONGEST)).isGreaterThanOrEqualTo(10);
    }
    assertThat(REFUSED).isEmpty();
  }
}
