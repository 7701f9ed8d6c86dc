package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.metrics.Meter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How lists leave: for want of room, those found least recently first, or since they expired. */
class DiskEvictionTest extends DiskScene {
  private static final long MOST = 1 << 20;

  private DiskTier openSmall() {
    return open(builder().maxBytes(MOST).compression(Compression.NONE));
  }

  private static void fill(DiskTier tier, int from, int count) {
    for (int n = from; n < from + count; n++) {
      put(tier, "n" + n, noise(n, 10_000));
    }
  }

  @Test
  void whatWasFoundRecently_stays() {
    DiskTier tier = openSmall();
    fill(tier, 0, 100);
    clock.advanceTimeBy(Duration.ofMinutes(1));
    for (int n = 0; n < 10; n++) {
      assertThat(get(tier, "n" + n)).isPresent();
    }
    clock.advanceTimeBy(Duration.ofMinutes(1));
    assertThat(meters.of(Meter.CACHE_EVICTED)).isZero();

    fill(tier, 100, 60);

    for (int n = 0; n < 10; n++) {
      assertThat(get(tier, "n" + n)).contains(List.of(noise(n, 10_000)));
    }
    for (int n = 150; n < 160; n++) {
      assertThat(get(tier, "n" + n)).contains(List.of(noise(n, 10_000)));
    }
    for (int n = 10; n < 60; n++) {
      assertThat(get(tier, "n" + n)).isEmpty();
    }
    assertThat(meters.of(Meter.CACHE_EVICTED)).isBetween(56L, 75L);
  }

  @Test
  void bytes_stayWithinTheirBoundAndAreThoseOfTheLists() throws SQLException {
    DiskTier tier = openSmall();
    for (int n = 0; n < 300; n++) {
      put(tier, "n" + n % 250, noise(n, 1_000 + n * 37 % 20_000));
      assertThat(meters.gauge(Meter.CACHE_DISK_BYTES)).isBetween(1L, MOST);
    }
    settle(tier);

    long counted = number("SELECT sum(bytes) FROM entry");
    assertThat(meters.gauge(Meter.CACHE_DISK_BYTES)).isEqualTo(counted);
    assertThat(number("SELECT sum(length(body)) FROM page")).isBetween(counted * 9 / 10, counted);
    assertThat(number("PRAGMA page_count") * 8_192).isLessThan(3 * MOST);
  }

  @Test
  void listThatIsReadWhileItIsEvicted_isReadToItsEnd() {
    DiskTier tier = openSmall();
    put(tier, "first", List.of(noise(1, 9_000)), List.of(noise(2, 9_000)));
    StoredList<String> list = found(tier, "first").orElseThrow();
    clock.advanceTimeBy(Duration.ofMinutes(1));
    fill(tier, 0, 250);

    assertThat(get(tier, "first")).isEmpty();
    assertThat(list.page(1).block(LONGEST)).containsExactly(noise(2, 9_000));
    list.release();
  }

  @Test
  void listsThatAreWritten_takeNoMoreThanThereIsTogether() {
    DiskTier tier = openSmall();
    put(tier, "small", "s");
    ListWriter<String> one = tier.write(key("one"), TEXTS);
    ListWriter<String> two = tier.write(key("two"), TEXTS);
    for (int n = 0; n < 12; n++) {
      appended(one, n);
      appended(two, n);
      settle(tier);
    }

    assertThat(meters.gauge(Meter.CACHE_DISK_BYTES)).isLessThan(MOST + 200_000);
    one.abandon();
    two.abandon();
    settle(tier);
    put(tier, "later", "l");
    assertThat(get(tier, "later")).contains(List.of("l"));
    assertThat(meters.gauge(Meter.CACHE_DISK_BYTES)).isLessThan(1_000);
  }

  private static void appended(ListWriter<String> writer, int seed) {
    writer
        .append(List.of(noise(seed, 80_000)))
        .onErrorComplete(IllegalStateException.class)
        .block(LONGEST);
  }

  @Test
  void listThatHasExpired_isSwept() throws SQLException {
    DiskTier tier = open();
    put(tier, "a", "x");
    clock.advanceTimeBy(Duration.ofMinutes(59));
    assertThat(get(tier, "a")).contains(List.of("x"));
    clock.advanceTimeBy(Duration.ofMinutes(1));

    assertThat(get(tier, "a")).isEmpty();
    clock.advanceTimeBy(Duration.ofMinutes(6));
    put(tier, "b", "y");
    settle(tier);
    settle(tier);
    assertThat(number("SELECT count(*) FROM entry")).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM page")).isEqualTo(1);
    assertThat(meters.of(Meter.CACHE_EVICTED)).isZero();
  }

  @Test
  void listWhoseProcessHasDied_isSweptAfterAnHour() throws SQLException {
    DiskTier dead = open();
    ListWriter<String> unfinished = dead.write(key("a"), TEXTS);
    unfinished.append(List.of(noise(1, 5_000))).block(LONGEST);
    unfinished.append(List.of(noise(2, 5_000))).block(LONGEST);
    settle(dead);
    dead.close();
    DiskTier tier = open();
    put(tier, "b", "y");
    assertThat(number("SELECT count(*) FROM page")).isEqualTo(3);
    clock.advanceTimeBy(Duration.ofMinutes(61));

    put(tier, "c", "z");
    settle(tier);
    settle(tier);
    assertThat(number("SELECT count(*) FROM page")).isEqualTo(1);
    assertThat(meters.gauge(Meter.CACHE_DISK_BYTES)).isLessThan(1_000);
  }
}
