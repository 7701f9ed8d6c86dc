package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final long SECONDS = 20;
  private static final int PAGES = 300;
  private static final int PAGE_BYTES = 8_000;

  @TempDir private Path folder;
  private final CountDownLatch failed = new CountDownLatch(1);

  private static void close(Checkpoints checkpoints) {
    checkpoints.close(System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos());
  }

  private void commitPages(DiskRows rows) throws Exception {
    rows.begin(0);
    for (int page = 0; page < PAGES; page++) {
      rows.insertPage(1, page, new byte[PAGE_BYTES]);
    }
    rows.settle();
    rows.commit();
  }

  private long fileBytes() throws Exception {
    return Files.size(folder.resolve("cache.db"));
  }

  /** Fails by the test's timeout if it never comes true. */
  private void awaitPagesInTheFile() throws Exception {
    while (fileBytes() < PAGES * PAGE_BYTES) {
      Thread.onSpinWait();
    }
  }

  @Test
  void longLog_isBroughtIntoTheFileWhileTheWriterIsOpen() throws Exception {
    DiskFile file = new DiskFile(folder, 0);
    try (DiskRows rows = file.openForWriting(0, () -> {})) {
      Checkpoints checkpoints = new Checkpoints(file, failed::countDown);
      commitPages(rows);
      assertThat(fileBytes()).isLessThan(PAGE_BYTES * 10);

      checkpoints.committed(64L << 20);
      awaitPagesInTheFile();
      close(checkpoints);
    }
    assertThat(failed.getCount()).isEqualTo(1);
  }

  @Test
  void pause_bringsAShortLogIntoTheFile() throws Exception {
    DiskFile file = new DiskFile(folder, 0);
    try (DiskRows rows = file.openForWriting(0, () -> {})) {
      Checkpoints checkpoints = new Checkpoints(file, failed::countDown);
      commitPages(rows);
      checkpoints.committed(1);

      checkpoints.idle();
      awaitPagesInTheFile();
      close(checkpoints);
    }
  }

  @Test
  void fileThatCannotBeOpened_isTold() throws Exception {
    Checkpoints checkpoints =
        new Checkpoints(new DiskFile(folder.resolve("none"), 0), failed::countDown);

    checkpoints.committed(64L << 20);

    assertThat(failed.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    close(checkpoints);
  }
}
