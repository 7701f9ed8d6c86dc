package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.metrics.Meter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Two tiers on one folder, as two processes have them. */
class DiskSharingTest extends DiskScene {
  private DiskTier left;
  private DiskTier right;

  @BeforeEach
  void openBoth() {
    left = open();
    right = open();
  }

  @Test
  void eachSeesWhatTheOtherCommits() {
    put(left, "a", "of left");
    put(right, "b", "of right");

    assertThat(get(right, "a")).contains(List.of("of left"));
    assertThat(get(left, "b")).contains(List.of("of right"));
    put(right, "a", "of right");
    assertThat(get(left, "a")).contains(List.of("of right"));
  }

  @Test
  void whatOneInvalidates_neitherFinds() {
    put(left, "a", "x");
    put(right, "b", "y");

    assertThat(invalidated(left, "~disk/**")).isEqualTo(2);

    assertThat(get(right, "a")).isEmpty();
    assertThat(get(right, "b")).isEmpty();
  }

  private static Mono<Void> stored(DiskTier tier, String name, int pages) {
    return Mono.defer(
        () -> {
          ListWriter<String> writer = tier.write(key(name), TEXTS);
          return Flux.range(0, pages)
              .concatMap(page -> writer.append(List.of(name + page, noise(page, 500))))
              .then(Mono.defer(() -> writer.commit(HOUR)))
              .doFinally(any -> writer.release());
        });
  }

  @Test
  void writersOfBoth_storeAllWithoutAnError() {
    Flux<Void> all =
        Flux.range(0, 120).flatMap(n -> stored(n % 2 == 0 ? left : right, "n" + n, 1 + n % 5), 16);
    assertThat(all.then(Mono.just(true)).block(LONGEST)).isTrue();

    for (int n = 0; n < 120; n++) {
      Optional<List<String>> read = get(n % 4 < 2 ? left : right, "n" + n);
      assertThat(read.orElseThrow()).hasSize(2 * (1 + n % 5)).contains("n" + n + n % 5);
    }
    assertThat(meters.of(Meter.CACHE_TIER_ERRORS)).isZero();
    assertThat(meters.of(Meter.CACHE_BROKEN)).isZero();
  }

  @Test
  void fileThatTheOtherHasReplaced_isOpenedAnew() throws Exception {
    put(left, "old", "o");
    put(right, "old", "o");
    for (String companion : List.of("", "-wal", "-shm")) {
      Files.move(
          Path.of(file() + companion),
          folder.resolve("cache.db.broken-1" + companion),
          StandardCopyOption.REPLACE_EXISTING);
    }

    put(left, "a", "x");
    assertThat(invalidated(right, "~disk/b")).isZero();
    assertThat(get(right, "a")).contains(List.of("x"));
    put(right, "b", "y");
    assertThat(get(left, "b")).contains(List.of("y"));
    assertThat(get(left, "old")).isEmpty();
    assertThat(meters.of(Meter.CACHE_BROKEN)).isZero();
    assertThat(meters.gauge(Meter.CACHE_TIERS_OFF)).isZero();
  }

  @Test
  void invalidationAfterTheOtherHasReplacedTheFile_reachesWhatItHasStored() throws Exception {
    put(right, "a", "old");
    for (String companion : List.of("", "-wal", "-shm")) {
      Files.move(Path.of(file() + companion), folder.resolve("cache.db.broken-1" + companion));
    }
    left.close();
    left = open();
    put(left, "a", "new");

    assertThat(invalidated(right, "~disk/a")).isEqualTo(1);
    assertThat(get(left, "a")).isEmpty();
    assertThat(get(right, "a")).isEmpty();
  }

  @Test
  void fileThatBreaksUnderBoth_isSetAsideOnce() throws Exception {
    put(left, "a", List.of("x"), List.of("y"));
    put(right, "b", "y");
    byte[] junk = "junk".repeat(64_000).getBytes(StandardCharsets.US_ASCII);
    Files.write(file(), junk, StandardOpenOption.WRITE);
    Files.write(Path.of(file() + "-wal"), junk, StandardOpenOption.WRITE);
    for (int tries = 0; tries < 4; tries++) {
      tried(left, "l");
      tried(right, "r");
      clock.advanceTimeBy(Duration.ofSeconds(1));
    }

    put(left, "c", "of left");
    put(right, "d", "of right");
    assertThat(get(right, "c")).contains(List.of("of left"));
    assertThat(get(left, "d")).contains(List.of("of right"));
    assertThat(asideFiles()).isEqualTo(1);
    assertThat(meters.gauge(Meter.CACHE_TIERS_OFF)).isZero();
  }

  private static void tried(DiskTier tier, String name) {
    stored(tier, name, 2)
        .then(tier.find(key(name), TEXTS))
        .doOnNext(list -> list.release())
        .then()
        .onErrorComplete()
        .block(LONGEST);
  }

  @Test
  void oneThatIsClosed_leavesTheOtherAtWork() {
    put(left, "a", "x");
    left.close();

    assertThat(get(right, "a")).contains(List.of("x"));
    put(right, "b", "y");
    right.close();
    DiskTier next = open();
    assertThat(get(next, "a")).contains(List.of("x"));
    assertThat(get(next, "b")).contains(List.of("y"));
  }
}
