package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.cache.tier.PageLostException;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.metrics.Meter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the file: no wrong value is served, and the tier goes on. */
class DiskCorruptionTest extends DiskScene {

  /** Lists of one page, of several, and of a page in parts. */
  private void fill() {
    DiskTier tier = open();
    put(tier, "one", "text of one");
    put(tier, "two", List.of("first page"), List.of("second page"));
    put(tier, "large", noise(1, 2_500_000));
    for (int n = 0; n < 40; n++) {
      put(tier, "n" + n, noise(n, 700));
    }
    tier.close();
  }

  private static void assertRightOrMissing(DiskTier tier) {
    assertRightOrMissing(tier, "one", List.of("text of one"));
    assertRightOrMissing(tier, "two", List.of("first page", "second page"));
    assertRightOrMissing(tier, "large", List.of(noise(1, 2_500_000)));
    for (int n = 0; n < 40; n++) {
      assertRightOrMissing(tier, "n" + n, List.of(noise(n, 700)));
    }
  }

  private static void assertRightOrMissing(DiskTier tier, String name, List<String> right) {
    Optional<List<String>> read;
    try {
      read = get(tier, name);
    } catch (PageLostException lost) {
      return;
    }
    assertThat(read.orElse(right)).isEqualTo(right);
  }

  private static void assertServes(DiskTier tier) {
    put(tier, "later", List.of("a"), List.of("b"));
    assertThat(get(tier, "later")).contains(List.of("a", "b"));
  }

  private static String ofList(String name) {
    return " WHERE id >> 28 = (SELECT id FROM entry WHERE path = '~disk/" + name + "')";
  }

  @Test
  void pageThatWasChanged_isMissedAndDropped() throws SQLException {
    fill();
    change(
        "UPDATE page SET body = CAST(substr(body, 1, length(body) - 1) || x'00' AS BLOB)"
            + ofList("one"));
    DiskTier tier = open();

    assertThat(get(tier, "one")).isEmpty();
    settle(tier);
    assertThat(meters.of(Meter.CACHE_BROKEN)).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM entry WHERE path = '~disk/one'")).isZero();
    assertThat(get(tier, "n1")).contains(List.of(noise(1, 700)));
    put(tier, "one", "again");
    assertThat(get(tier, "one")).contains(List.of("again"));
  }

  @Test
  void laterPageThatIsGone_isLostAndTheListDropped() throws SQLException {
    fill();
    change("DELETE FROM page" + ofList("two") + " AND id & 0xfffffff = 256");
    DiskTier tier = open();
    StoredList<String> list = found(tier, "two").orElseThrow();

    assertThat(list.page(0).block(LONGEST)).containsExactly("first page");
    assertThatThrownBy(() -> list.page(1).block(LONGEST)).isInstanceOf(PageLostException.class);
    assertThatThrownBy(() -> list.page(1).block(LONGEST)).isInstanceOf(PageLostException.class);
    list.release();
    settle(tier);
    assertThat(get(tier, "two")).isEmpty();
    assertThat(meters.of(Meter.CACHE_BROKEN)).isEqualTo(1);
  }

  @Test
  void partOfAPageThatIsGone_isFound() throws SQLException {
    fill();
    change("DELETE FROM page" + ofList("large") + " AND id & 0xff = 1");
    DiskTier tier = open();

    assertThatThrownBy(() -> get(tier, "large")).isInstanceOf(PageLostException.class);
    settle(tier);
    assertThat(get(tier, "large")).isEmpty();
    assertServes(tier);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path = CASE path WHEN '~disk/n1' THEN '~disk/x' ELSE path END",
        "facts = zeroblob(length(facts))",
        "facts = x''",
        "facts = substr(facts, 1, length(facts) - 1)",
        "facts = substr(facts, 1, 20) || x'01' || substr(facts, 22)",
        "facts = x'00000000' || substr(facts, 5)",
        "facts = (SELECT facts FROM entry WHERE path = '~disk/n2')"
      })
  void rowThatWasChanged_isMissed(String change) throws SQLException {
    fill();
    change("UPDATE entry SET " + change + " WHERE path = '~disk/n1'");
    DiskTier tier = open();

    assertThat(get(tier, "n1")).isEmpty();
    assertThat(get(tier, "x")).isEmpty();
    assertThat(get(tier, "n2")).contains(List.of(noise(2, 700)));
    assertServes(tier);
  }

  @Test
  void rowsThatWereSwapped_areMissed() throws SQLException {
    fill();
    change(
        "UPDATE entry SET path = '~disk/x' WHERE path = '~disk/n1'",
        "UPDATE entry SET path = '~disk/n1' WHERE path = '~disk/n2'",
        "UPDATE entry SET path = '~disk/n2' WHERE path = '~disk/x'");
    DiskTier tier = open();

    assertThat(get(tier, "n1")).isEmpty();
    assertThat(get(tier, "n2")).isEmpty();
    settle(tier);
    assertThat(meters.of(Meter.CACHE_BROKEN)).isEqualTo(2);
  }

  @Test
  void totalThatIsWrong_isMadeAnew() throws SQLException {
    fill();
    long right = number("SELECT bytes FROM total");
    change("UPDATE total SET bytes = 1 << 50");
    DiskTier tier = open();
    put(tier, "small", "s");

    assertThat(get(tier, "one")).contains(List.of("text of one"));
    assertThat(meters.of(Meter.CACHE_EVICTED)).isZero();
    assertThat(meters.gauge(Meter.CACHE_DISK_BYTES)).isBetween(right, right + 1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM total",
        "UPDATE total SET next_id = (SELECT min(id) FROM entry)",
        "DROP TABLE page",
        "ALTER TABLE entry RENAME COLUMN facts TO things",
        "PRAGMA user_version = 7"
      })
  void fileThatIsNotAsOurs_isSetAside(String change) throws Exception {
    fill();
    change(change);
    DiskTier tier = open();
    for (int tries = 0; tries < 3; tries++) {
      tryToPut(tier);
    }

    assertServes(tier);
    assertThat(asideFiles()).isEqualTo(1);
    assertThat(meters.of(Meter.CACHE_BROKEN)).isEqualTo(1);
    assertThat(meters.gauge(Meter.CACHE_TIERS_OFF)).isZero();
  }

  private static void tryToPut(DiskTier tier) {
    try {
      put(tier, "try", List.of("a"), List.of("b"));
      get(tier, "try");
    } catch (RuntimeException lost) {
      // as the file has turned out to be broken
    }
  }

  @Test
  void fileThatIsNoDatabase_isSetAside() throws IOException {
    Files.writeString(file(), "not a database ".repeat(1_000));
    DiskTier tier = open();

    assertThat(get(tier, "one")).isEmpty();
    assertServes(tier);
    assertThat(asideFiles()).isEqualTo(1);
    assertThat(meters.of(Meter.CACHE_BROKEN)).isEqualTo(1);
  }

  @Test
  void secondBrokenFile_takesThePlaceOfTheFirst() throws IOException {
    for (int n = 0; n < 3; n++) {
      Files.writeString(file(), "not a database ".repeat(1_000));
      open().close();
    }

    assertThat(asideFiles()).isEqualTo(1);
  }

  @Test
  void fileThatWasCut_isServedRightOrMadeAnew() throws IOException {
    fill();
    byte[] whole = Files.readAllBytes(file());
    Random random = new Random(5);
    for (int n = 0; n < 24; n++) {
      int length = n == 0 ? 0 : random.nextInt(n < 12 ? 100_000 : whole.length);
      rewrite(Arrays.copyOf(whole, length));
      assertHeals();
    }
  }

  @Test
  void bytesThatWereChanged_areNeverServed() throws IOException {
    fill();
    byte[] whole = Files.readAllBytes(file());
    Random random = new Random(6);
    for (int n = 0; n < 60; n++) {
      byte[] changed = whole.clone();
      int at = random.nextInt(n < 40 ? 60_000 : whole.length - 5_000);
      if (n % 3 == 0) {
        Arrays.fill(changed, at, at + 4_096, (byte) 0);
      } else {
        changed[at] ^= (byte) (1 << random.nextInt(8));
      }
      rewrite(changed);
      try {
        assertHeals();
      } catch (RuntimeException failed) {
        throw new AssertionError("with byte " + at + " changed", failed);
      }
    }
  }

  private void rewrite(byte[] bytes) throws IOException {
    Files.deleteIfExists(folder.resolve("cache.db-wal"));
    Files.deleteIfExists(folder.resolve("cache.db-shm"));
    Files.write(file(), bytes);
  }

  private void assertHeals() {
    try (DiskTier tier = builder().build()) {
      assertRightOrMissing(tier);
      for (int tries = 0; tries < 2; tries++) {
        tryToPut(tier);
      }
      assertServes(tier);
      assertRightOrMissing(tier);
    }
  }

  @Test
  void logOfGarbage_isIgnored() throws IOException {
    fill();
    byte[] garbage = new byte[100_000];
    new Random(7).nextBytes(garbage);
    Files.write(folder.resolve("cache.db-wal"), garbage);
    DiskTier tier = open();

    assertThat(get(tier, "two")).contains(List.of("first page", "second page"));
    assertServes(tier);
  }

  @Test
  void logThatWasChanged_losesCommitsButServesNothingWrong() throws IOException {
    DiskTier tier = open();
    for (int n = 0; n < 40; n++) {
      put(tier, "n" + n, noise(n, 700));
    }
    byte[] base = Files.readAllBytes(file());
    byte[] log = Files.readAllBytes(folder.resolve("cache.db-wal"));
    tier.close();
    Random random = new Random(8);
    for (int n = 0; n < 15; n++) {
      byte[] changed = log.clone();
      changed[random.nextInt(log.length)] ^= (byte) (1 << random.nextInt(8));
      rewrite(base);
      Files.write(folder.resolve("cache.db-wal"), changed);
      assertHeals();
    }
  }

  @Test
  void fileThatBreaksWhileItIsUsed_isSetAside() throws IOException {
    fill();
    DiskTier tier = open();
    put(tier, "one", "text of one");
    try (RandomAccessFile all = new RandomAccessFile(file().toFile(), "rw")) {
      byte[] junk = "junk".repeat(2_048).getBytes(StandardCharsets.US_ASCII);
      for (long at = 0; at < all.length(); at += junk.length) {
        all.seek(at);
        all.write(junk);
      }
    }
    for (int tries = 0; tries < 3; tries++) {
      assertRightOrMissing(tier);
      tryToPut(tier);
    }

    assertServes(tier);
    assertThat(asideFiles()).isEqualTo(1);
    assertThat(meters.gauge(Meter.CACHE_TIERS_OFF)).isZero();
    assertThat(Files.exists(Path.of(file() + "-wal"))).isTrue();
  }
}
