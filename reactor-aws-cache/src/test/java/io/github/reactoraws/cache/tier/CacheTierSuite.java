package io.github.reactoraws.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.SdkCodec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;
import software.amazon.awssdk.services.ec2.model.Instance;

/** What every tier does, whatever it keeps lists in. */
public abstract class CacheTierSuite {
  protected static final Codec<Instance> INSTANCES = SdkCodec.of(Instance.class);
  protected static final Codec<String> TEXTS = new TextCodec("text-1");
  protected static final CacheKey KEY = CacheKey.of("suite", "a");
  protected static final EntryTimes HOUR =
      new EntryTimes(Duration.ofSeconds(3), Duration.ofMillis(200), Duration.ofHours(1));

  protected final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final List<CacheTier> opened = new ArrayList<>();

  /** Makes an empty tier, which the suite closes. */
  protected abstract CacheTier tier(Scheduler clock);

  private CacheTier tier() {
    CacheTier tier = tier(clock);
    opened.add(tier);
    return tier;
  }

  @AfterEach
  void closeAll() {
    opened.forEach(CacheTier::close);
    clock.dispose();
  }

  protected static CacheKey key(String... parts) {
    return CacheKey.of("suite", parts);
  }

  protected static List<Instance> instances(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(n -> Instance.builder().instanceId("i-" + n).imageId("ami-" + n % 7).build())
        .toList();
  }

  @SafeVarargs
  protected static <T> ListWriter<T> written(
      CacheTier tier, CacheKey key, Codec<T> codec, List<T>... pages) {
    ListWriter<T> writer = tier.write(key, codec);
    for (List<T> page : pages) {
      writer.append(page).block();
    }
    return writer;
  }

  @SafeVarargs
  protected static <T> void put(
      CacheTier tier, CacheKey key, Codec<T> codec, EntryTimes times, List<T>... pages) {
    ListWriter<T> writer = tier.write(key, codec);
    for (List<T> page : pages) {
      writer.append(page).block();
    }
    writer.commit(times).block();
    writer.release();
  }

  protected static void put(CacheTier tier, CacheKey key, String... texts) {
    put(tier, key, TEXTS, HOUR, List.of(texts));
  }

  protected static <T> Optional<StoredList<T>> found(CacheTier tier, CacheKey key, Codec<T> codec) {
    return tier.find(key, codec).blockOptional();
  }

  protected static <T> List<T> all(StoredList<T> list) {
    return Flux.range(0, list.pages())
        .concatMap(list::page)
        .<T>concatMapIterable(page -> page)
        .collectList()
        .blockOptional()
        .orElseThrow();
  }

  /** All values of a list, which is released; nothing if it is not found. */
  protected static <T> Optional<List<T>> get(CacheTier tier, CacheKey key, Codec<T> codec) {
    return found(tier, key, codec)
        .map(
            list -> {
              List<T> values = all(list);
              list.release();
              return values;
            });
  }

  protected static Optional<List<String>> get(CacheTier tier, CacheKey key) {
    return get(tier, key, TEXTS);
  }

  private static long invalidated(CacheTier tier, String glob) {
    return tier.invalidate(KeyPattern.of(glob)).blockOptional().orElseThrow();
  }

  @Test
  void keyThatWasNeverWritten_isNotFound() {
    CacheTier tier = tier();
    put(tier, key("b"), "other");

    assertThat(get(tier, KEY)).isEmpty();
  }

  @Test
  void listOfPages_comesBackPageByPage() {
    CacheTier tier = tier();
    List<Instance> first = instances(0, 300);
    List<Instance> second = instances(300, 1);
    put(tier, KEY, INSTANCES, HOUR, first, second);

    StoredList<Instance> list = found(tier, KEY, INSTANCES).orElseThrow();

    assertThat(list.pages()).isEqualTo(2);
    assertThat(list.values()).isEqualTo(301);
    assertThat(list.bytes()).isPositive();
    assertThat(list.page(1).block()).isEqualTo(second);
    assertThat(list.page(0).block()).isEqualTo(first);
    assertThat(list.page(0).block()).isEqualTo(first);
    list.release();
    list.release();
  }

  @Test
  void pageBeyondTheEnd_fails() {
    CacheTier tier = tier();
    put(tier, KEY, "a");
    StoredList<String> list = found(tier, KEY, TEXTS).orElseThrow();

    assertThatThrownBy(() -> list.page(1).block()).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> list.page(-1).block()).isInstanceOf(RuntimeException.class);
    list.release();
  }

  @Test
  void values_cannotBeChangedByWhoReadsThem() {
    CacheTier tier = tier();
    put(tier, KEY, "a", "b");
    StoredList<String> list = found(tier, KEY, TEXTS).orElseThrow();
    List<String> page = list.page(0).blockOptional().orElseThrow();

    assertThatThrownBy(() -> page.set(0, "c")).isInstanceOf(UnsupportedOperationException.class);
    list.release();
  }

  @Test
  void times_areAsOfTheFind() {
    CacheTier tier = tier();
    put(tier, KEY, "a");
    clock.advanceTimeBy(Duration.ofMinutes(10));

    StoredList<String> list = found(tier, KEY, TEXTS).orElseThrow();

    assertThat(list.times())
        .isEqualTo(
            new EntryTimes(
                Duration.ofSeconds(603), Duration.ofMillis(200), Duration.ofMinutes(50)));
    list.release();
  }

  @Test
  void listThatIsNotCommitted_isNotFound() {
    CacheTier tier = tier();
    ListWriter<String> writer = written(tier, KEY, TEXTS, List.of("a"), List.of("b"));

    assertThat(get(tier, KEY)).isEmpty();
    writer.abandon();
  }

  @Test
  void listThatWasAbandoned_isGone() {
    CacheTier tier = tier();
    ListWriter<String> writer = written(tier, KEY, TEXTS, List.of("a"));
    writer.abandon();
    writer.abandon();

    assertThatThrownBy(() -> writer.commit(HOUR).block()).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> writer.page(0).block()).isInstanceOf(PageLostException.class);
    assertThat(get(tier, KEY)).isEmpty();
  }

  @Test
  void abandonAfterCommit_changesNothing() {
    CacheTier tier = tier();
    ListWriter<String> writer = written(tier, KEY, TEXTS, List.of("a"));
    writer.commit(HOUR).block();
    writer.abandon();

    assertThat(writer.page(0).block()).containsExactly("a");
    writer.release();
    assertThat(get(tier, KEY)).contains(List.of("a"));
  }

  @Test
  void commit_isDoneWhenItIsSubscribedTo() {
    CacheTier tier = tier();
    ListWriter<String> writer = written(tier, KEY, TEXTS, List.of("a"));
    Mono<Void> commit = writer.commit(HOUR);

    assertThat(get(tier, KEY)).isEmpty();
    commit.block();
    writer.release();
    assertThat(get(tier, KEY)).contains(List.of("a"));
  }

  @Test
  void pagesOfAWriter_areReadBeforeAndAfterTheCommit() {
    CacheTier tier = tier();
    ListWriter<String> writer = written(tier, KEY, TEXTS, List.of("a"), List.of("b", "c"));

    assertThat(writer.page(1).block()).containsExactly("b", "c");
    assertThat(writer.page(0).block()).containsExactly("a");
    writer.commit(HOUR).block();
    put(tier, KEY, "new");
    assertThat(writer.page(1).block()).containsExactly("b", "c");
    writer.release();
    writer.release();
  }

  @Test
  void listThatIsReplaced_isReadToItsEnd() {
    CacheTier tier = tier();
    put(tier, KEY, TEXTS, HOUR, List.of("old 0"), List.of("old 1"));
    StoredList<String> old = found(tier, KEY, TEXTS).orElseThrow();
    assertThat(old.page(0).block()).containsExactly("old 0");

    put(tier, KEY, TEXTS, HOUR, List.of("new 0"), List.of("new 1"));
    put(tier, key("b"), "later");

    assertThat(old.page(1).block()).containsExactly("old 1");
    assertThat(old.page(0).block()).containsExactly("old 0");
    old.release();
    assertThat(get(tier, KEY)).contains(List.of("new 0", "new 1"));
  }

  @Test
  void listThatIsInvalidated_isReadToItsEnd() {
    CacheTier tier = tier();
    put(tier, KEY, TEXTS, HOUR, List.of("0"), List.of("1"));
    StoredList<String> list = found(tier, KEY, TEXTS).orElseThrow();

    assertThat(invalidated(tier, "**")).isEqualTo(1);
    put(tier, key("b"), "later");

    assertThat(all(list)).containsExactly("0", "1");
    list.release();
  }

  @Test
  void listOfAnotherFormat_isNotFound() {
    CacheTier tier = tier();
    put(tier, KEY, "a");

    assertThat(get(tier, KEY, new TextCodec("text-2"))).isEmpty();
    assertThat(get(tier, KEY)).contains(List.of("a"));
  }

  @Test
  void listThatHasExpired_isNotFound() {
    CacheTier tier = tier();
    put(tier, KEY, "a");

    clock.advanceTimeBy(Duration.ofMillis(3_599_999));
    assertThat(get(tier, KEY)).contains(List.of("a"));
    clock.advanceTimeBy(Duration.ofMillis(1));
    assertThat(get(tier, KEY)).isEmpty();
  }

  @Test
  void longestTimeToLive_isKept() {
    CacheTier tier = tier();
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    put(tier, KEY, TEXTS, new EntryTimes(longest, longest, longest), List.of("a"));

    assertThat(get(tier, KEY)).contains(List.of("a"));
  }

  @Test
  void pattern_removesWhatMatches() {
    CacheTier tier = tier();
    for (String region : List.of("eu-1", "us-1")) {
      for (String name : List.of("x", "y", "z")) {
        put(tier, key(region, name), name);
      }
    }

    assertThat(invalidated(tier, "*/*/y")).isEqualTo(2);
    assertThat(invalidated(tier, "~suite/eu-1/**")).isEqualTo(2);
    assertThat(invalidated(tier, "~suite/us-?/x")).isEqualTo(1);
    assertThat(invalidated(tier, "~suite/us-1/x")).isZero();
    assertThat(get(tier, key("eu-1", "x"))).isEmpty();
    assertThat(get(tier, key("us-1", "x"))).isEmpty();
    assertThat(get(tier, key("us-1", "z"))).contains(List.of("z"));
    assertThat(invalidated(tier, "**")).isEqualTo(1);
  }

  @Test
  void patternWithoutWildcards_removesOneKeyAndNoLongerOne() {
    CacheTier tier = tier();
    put(tier, KEY, "a");
    put(tier, key("a", "b"), "ab");

    assertThat(invalidated(tier, "~suite/a")).isEqualTo(1);
    assertThat(get(tier, key("a", "b"))).contains(List.of("ab"));
  }

  @Test
  void invalidation_seesCommitsThatWereSubscribedToBefore() {
    CacheTier tier = tier();
    List<ListWriter<String>> writers =
        IntStream.range(0, 50)
            .mapToObj(n -> written(tier, key("n", "" + n), TEXTS, List.of("" + n)))
            .toList();

    Flux<Long> commits =
        Flux.fromIterable(writers).flatMap(writer -> writer.commit(HOUR), 50).cast(Long.class);
    Mono<Long> count = tier.invalidate(KeyPattern.of("~suite/n/**"));

    assertThat(Flux.merge(commits, count).collectList().block()).isEqualTo(List.of(50L));
    writers.forEach(ListWriter::release);
    assertThat(get(tier, key("n", "7"))).isEmpty();
  }

  @Test
  void emptyList_isKept() {
    CacheTier tier = tier();
    put(tier, KEY, TEXTS, HOUR);

    StoredList<String> list = found(tier, KEY, TEXTS).orElseThrow();

    assertThat(list.pages()).isZero();
    assertThat(list.values()).isZero();
    list.release();
  }

  @Test
  void emptyPage_isRefused() {
    ListWriter<String> writer = tier().write(KEY, TEXTS);

    assertThatThrownBy(() -> writer.append(List.of()).block())
        .isInstanceOf(IllegalArgumentException.class);
    writer.abandon();
  }

  @Test
  void closedTier_findsNothingAndTakesNothing() {
    CacheTier tier = tier();
    put(tier, KEY, "a");
    ListWriter<String> open = written(tier, KEY, TEXTS, List.of("b"));
    tier.close();
    tier.close();

    assertThat(get(tier, KEY)).isEmpty();
    assertThatThrownBy(() -> open.append(List.of("c")).block())
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> tier.write(KEY, TEXTS).append(List.of("c")).block())
        .isInstanceOf(RuntimeException.class);
    open.abandon();
  }

  @Test
  void tenWritersAtOnce_eachStoreTheirs() {
    CacheTier tier = tier();
    Flux.range(0, 10)
        .flatMap(
            n -> {
              ListWriter<Instance> writer = tier.write(key("w", "" + n), INSTANCES);
              return Flux.range(0, 20)
                  .concatMap(page -> writer.append(instances(1_000 * n + 10 * page, 10)))
                  .then(writer.commit(HOUR))
                  .doOnSuccess(done -> writer.release());
            },
            10)
        .blockLast();

    for (int n = 0; n < 10; n++) {
      assertThat(get(tier, key("w", "" + n), INSTANCES)).contains(instances(1_000 * n, 200));
    }
  }

  @Test
  void writersOfOneKey_leaveOneWholeList() {
    CacheTier tier = tier();
    Flux.range(0, 10)
        .flatMap(
            n -> {
              ListWriter<String> writer = tier.write(KEY, TEXTS);
              return Flux.range(0, 5)
                  .concatMap(page -> writer.append(List.of("" + n)))
                  .then(writer.commit(HOUR))
                  .doOnSuccess(done -> writer.release());
            },
            10)
        .blockLast();

    List<String> left = get(tier, KEY).orElseThrow();
    assertThat(left).hasSize(5).containsOnly(left.get(0));
  }
}
