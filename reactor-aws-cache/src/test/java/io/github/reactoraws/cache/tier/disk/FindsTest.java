package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.tier.StoredList;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks that wait together, and so are done in one transaction. */
class FindsTest extends DiskScene {
  private static final int LISTS = 50;

  private static Mono<String> read(DiskTier tier, String name) {
    return tier.find(key(name), TEXTS)
        .flatMap(list -> list.page(0).doOnTerminate(list::release))
        .map(page -> page.get(0));
  }

  @Test
  void all_areAnsweredEachByItsOwn() {
    DiskTier tier = open();
    for (int n = 0; n < LISTS; n++) {
      put(tier, "n" + n, noise(n, 100 * n + 1)); // some are too long to be read with their rows
    }

    List<String> read =
        Flux.range(0, 4 * LISTS)
            .flatMapSequential(n -> read(tier, "n" + n).defaultIfEmpty("none"), 4 * LISTS)
            .collectList()
            .blockOptional(LONGEST)
            .orElseThrow();

    assertThat(read)
        .isEqualTo(
            IntStream.range(0, 4 * LISTS)
                .mapToObj(n -> n < LISTS ? noise(n, 100 * n + 1) : "none")
                .toList());
  }

  @Test
  void whoLooksWhenAnInvalidationIsTold_findsNothingOld() {
    DiskTier tier = open();
    put(tier, "other", "x");
    for (int round = 0; round < 50; round++) {
      put(tier, "one", "y");
      Disposable crowd =
          Flux.range(0, 500).flatMap(n -> read(tier, "other"), 64).ignoreElements().subscribe();

      assertThat(invalidated(tier, "~disk/one")).isEqualTo(1);
      assertThat(
              Flux.range(0, 64)
                  .flatMap(n -> read(tier, "one"), 64)
                  .collectList()
                  .blockOptional(LONGEST))
          .contains(List.of());
      crowd.dispose();
    }
  }

  @Test
  void whoLeavesWhileItIsLookedFor_holdsNothing() throws SQLException {
    DiskTier tier = open();
    put(tier, "one", "y");
    for (int n = 0; n < 500; n++) {
      tier.find(key("one"), TEXTS).doOnNext(StoredList::release).subscribe().dispose();
    }

    assertThat(invalidated(tier, "**")).isEqualTo(1);
    settle(tier);
    settle(tier);
    assertThat(number("SELECT count(*) FROM page")).isZero();
  }
}
