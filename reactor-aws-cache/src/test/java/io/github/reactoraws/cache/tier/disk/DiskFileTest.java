package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFileTest {
  @TempDir private Path folder;

  @Test
  void newFile_hasPagesThatSeveralSmallListsFitIn() throws IOException {
    DiskTier.builder(folder).build().close();

    try (DataInputStream header =
        new DataInputStream(Files.newInputStream(folder.resolve("cache.db")))) {
      header.skipNBytes(16); // the page size's place in SQLite's file format
      assertThat(header.readUnsignedShort()).isEqualTo(8_192);
    }
  }

  /** In one process SQLite does not notice; at worst the JVM ends. */
  @Test
  void fileThatIsReplacedWhileOthersOpenIt_isTheNewOneForAll() throws Exception {
    DiskFile file = new DiskFile(folder, 0);
    DiskRows rows = file.openForWriting(0, () -> {});
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(2);
    List<Future<Integer>> opened = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      opened.add(readers.submit(() -> opensUntil(over, file)));
    }
    for (int round = 1; round <= 100; round++) {
      rows.close();
      file.replace(round);
      rows = file.openForWriting(round, () -> {});
      rows.begin(round);
      rows.insertPage(1, 0, new byte[] {1});
      rows.settle();
      rows.commit();
    }
    over.set(true);
    for (Future<Integer> one : opened) {
      assertThat(one.get(20, TimeUnit.SECONDS)).isPositive();
    }
    readers.shutdown();
    rows.close();
  }

  private static int opensUntil(AtomicBoolean over, DiskFile file) {
    int opened = 0;
    while (!over.get() || opened == 0) {
      try (DiskReads reads = new DiskReads(file)) {
        reads.page(1, 0);
        opened++;
      } catch (SQLException replaced) {
        Thread.onSpinWait(); // and tries again
      }
    }
    return opened;
  }
}
