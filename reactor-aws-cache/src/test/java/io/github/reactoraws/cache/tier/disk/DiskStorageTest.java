package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.tier.StoredList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the folder, and what comes back from there. */
class DiskStorageTest extends DiskScene {

  @ParameterizedTest
  @EnumSource
  void pagesOfEachCompression_areReadByTheOthers(Compression written) {
    put(open(builder().compression(written)), "a", "text ".repeat(1_000));
    for (Compression other : Compression.values()) {
      assertThat(get(open(builder().compression(other)), "a"))
          .contains(List.of("text ".repeat(1_000)));
    }
  }

  @Test
  void compression_makesTheListSmaller() {
    Map<Compression, Long> sizes = new EnumMap<>(Compression.class);
    for (Compression compression : Compression.values()) {
      DiskTier tier = open(builder().compression(compression));
      put(tier, compression.name(), "text ".repeat(10_000));
      StoredList<String> list = found(tier, compression.name()).orElseThrow();
      sizes.put(compression, list.bytes());
      list.release();
    }

    assertThat(sizes.get(Compression.NONE)).isGreaterThan(50_000);
    assertThat(sizes.get(Compression.GZIP)).isLessThan(2_000);
    assertThat(sizes.get(Compression.ZSTD)).isLessThan(2_000);
  }

  @Test
  void closedTier_leavesWhatWasCommittedToTheNext() {
    DiskTier tier = open();
    put(tier, "a", List.of("x"), List.of("y", "z"));
    put(tier, "empty");
    tier.close();
    assertThat(Files.exists(Path.of(file() + "-wal"))).isFalse();

    DiskTier next = open();
    assertThat(get(next, "a")).contains(List.of("x", "y", "z"));
    assertThat(get(next, "empty")).contains(List.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {(1 << 20) - 40, 1 << 20, 3_500_000})
  void pageLargerThanARow_isStoredInParts(int length) throws SQLException {
    DiskTier tier = open(builder().compression(Compression.NONE));
    String text = noise(length, length);
    put(tier, "a", List.of("before"), List.of(text), List.of("after"));

    assertThat(get(tier, "a")).contains(List.of("before", text, "after"));
    assertThat(number("SELECT max(length(body)) FROM page")).isLessThanOrEqualTo(1 << 20);
    invalidated(tier, "**");
    settle(tier);
    settle(tier);
    assertThat(number("SELECT count(*) FROM page")).isZero();
  }

  @Test
  void pageThatFillsARowExactly_isRead() throws SQLException {
    DiskTier tier = open(builder().compression(Compression.NONE));
    String text = noise(1, (1 << 20) - 12); // and the envelope's header
    put(tier, "a", text);

    assertThat(number("SELECT max(length(body)) FROM page")).isEqualTo(1 << 20);
    assertThat(get(tier, "a")).contains(List.of(text));
  }

  @Test
  void filesAndFolder_areTheUsersAlone() throws IOException {
    Path inner = folder.resolve("made").resolve("by us");
    DiskTier tier = open(DiskTier.builder(inner));
    put(tier, "a", "x");

    assertThat(permissions(inner)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(inner)) {
      assertThat(files.toList())
          .hasSize(4) // the file, its two companions and the lock
          .allSatisfy(path -> assertThat(permissions(path)).isEqualTo("rw-------"));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void folderWithAnOddName_isUsedAsItIs() throws IOException {
    Path odd = folder.resolve("a b?c#d%20e;f'g&h=i");
    DiskTier tier = open(DiskTier.builder(odd));
    put(tier, "a", "x");

    assertThat(get(tier, "a")).contains(List.of("x"));
    assertThat(Files.size(odd.resolve("cache.db"))).isPositive();
  }
}
