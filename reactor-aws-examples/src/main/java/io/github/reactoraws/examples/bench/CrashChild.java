package io.github.reactoraws.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link CrashWriter} in its own JVM, which is started early so that it is ready in time. */
final class CrashChild implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final long LONGEST = 60; // seconds

  private final Process process;
  private final Thread reader;
  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch writing = new CountDownLatch(1);
  private final Queue<Long> versions = new ConcurrentLinkedQueue<>();

  private CrashChild(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "crash-reader");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one that has all its files in {@code scratch}: a process that is killed leaves some. */
  static CrashChild start(Path scratch, Path folder, int round) throws IOException {
    List<String> options = new ArrayList<>(OPTIONS);
    options.add("-Djava.io.tmpdir=" + scratch);
    return new CrashChild(
        ChildJvm.start(options, CrashWriter.class, folder.toString(), "" + round));
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(CrashWriter.OPENING)) {
          opening.countDown();
        } else if (line.endsWith(".")) {
          versions.add(Long.parseLong(line.substring(0, line.length() - 1)));
          writing.countDown();
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Kills it so long after it has told of its first list, and returns all it has told of. */
  List<Long> killedWriting(Duration time) throws IOException, InterruptedException {
    return killed(writing, time);
  }

  /** Kills it so long after it has begun to open the folder. */
  List<Long> killedOpening(Duration time) throws IOException, InterruptedException {
    return killed(opening, time);
  }

  private List<Long> killed(CountDownLatch begun, Duration time)
      throws IOException, InterruptedException {
    process.getOutputStream().write(1);
    process.getOutputStream().flush();
    if (!begun.await(LONGEST, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the writer has not begun");
    }
    if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the writer ended by itself: " + process.exitValue());
    }
    close();
    reader.join(TimeUnit.SECONDS.toMillis(LONGEST));
    if (process.isAlive() || reader.isAlive()) {
      throw new IllegalStateException("the writer could not be killed");
    }
    return List.copyOf(versions);
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly(); // SIGKILL; the process itself would close its output, too
    try {
      process.waitFor(LONGEST, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
