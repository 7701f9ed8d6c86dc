package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.tier.disk.DiskTier;
import io.github.reactoraws.metrics.Recorder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Flux;

/**
 * The files of a tier whose process ended in the middle of its work: some lists are in the main
 * file, some only in its log, and some have one version in each.
 *
 * @param files what they hold, by their names
 * @param encrypted whether the pages are
 */
record FuzzStore(Map<String, byte[]> files, boolean encrypted) {
  static final int GROUP = 1;
  static final int FIRST = 60; // so that a large one is among them
  static final int LAST = 109;

  private static final int REPLACED = 70; // those below have two versions
  private static final int LOGGED = 90; // those from here on are in the log alone
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Lets another process make the files, since it has to end suddenly. */
  static FuzzStore make(Path folder, boolean encrypted) throws IOException, InterruptedException {
    ChildJvm.run(LONGEST, List.of(), Writer.class, folder.toString(), "" + encrypted);
    Map<String, byte[]> files = new TreeMap<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        files.put(String.valueOf(path.getFileName()), Files.readAllBytes(path));
      }
    }
    return new FuzzStore(files, encrypted);
  }

  static DiskTier open(Path folder, boolean encrypted, Recorder recorder) {
    DiskTier.Builder builder = DiskTier.builder(folder).recorder(recorder);
    return (encrypted ? builder.encryption(new OneKey()) : builder).build();
  }

  /** The process that ends suddenly. */
  static final class Writer {
    private Writer() {}

    /**
     * Writes the lists.
     *
     * @param args the folder, and whether to encrypt
     */
    public static void main(String... args) {
      Path folder = Path.of(args[0]);
      boolean encrypted = Boolean.parseBoolean(args[1]);
      try (DiskTier tier = open(folder, encrypted, Recorder.none())) {
        write(tier, FIRST, LOGGED, 1);
      }
      DiskTier tier = open(folder, encrypted, Recorder.none());
      write(tier, FIRST, REPLACED, 2);
      write(tier, LOGGED, LAST + 1, 1);
      Runtime.getRuntime().halt(0);
    }

    private static void write(DiskTier tier, int from, int to, int version) {
      Flux.range(from, to - from)
          .concatMap(n -> new StampedList(GROUP, n, version).writeTo(tier))
          .blockLast(LONGEST);
    }
  }
}
