package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.tier.disk.DiskTier;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes lists until it is killed, and prints each when the tier has said that it is safe. */
public final class CrashWriter {
  static final String OPENING = "opening.";
  static final long MAX_BYTES = 8L << 30; // so that no list has to leave

  private static final int WARMING = 64; // lists

  private CrashWriter() {}

  /**
   * Writes elsewhere until it is quick at it, waits for a byte to read, and begins. A line that
   * ends with a full stop is whole.
   *
   * @param args the folder, and the round
   * @throws IOException if there is nothing to read, or nowhere to write
   */
  public static void main(String... args) throws IOException {
    int round = Integer.parseInt(args[1]);
    warm();
    if (System.in.read() < 0) {
      return; // who would kill it has gone
    }
    print(OPENING);
    DiskTier tier = DiskTier.builder(Path.of(args[0])).maxBytes(MAX_BYTES).build();
    Flux.range(0, CrashPlan.LANES)
        .flatMap(lane -> lane(tier, round, lane), CrashPlan.LANES)
        .blockLast();
  }

  private static void warm() throws IOException {
    try (TempFolder folder = new TempFolder(CrashWriter.class);
        DiskTier tier = DiskTier.builder(folder.path()).build()) {
      Flux.range(0, WARMING)
          .flatMap(n -> new StampedList(0, 0, n).writeTo(tier), CrashPlan.LANES)
          .blockLast();
    }
  }

  private static Mono<Void> lane(DiskTier tier, int round, int lane) {
    AtomicLong count = new AtomicLong();
    return Mono.defer(
            () -> {
              long version = CrashPlan.version(round, lane, count.getAndIncrement());
              return CrashPlan.list(version)
                  .writeTo(tier)
                  .doOnSuccess(done -> print(version + "."));
            })
        .repeat()
        .then();
  }

  private static void print(String line) {
    PrintStream out = System.out;
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
