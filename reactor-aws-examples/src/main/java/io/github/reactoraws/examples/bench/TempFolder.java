package io.github.reactoraws.examples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is deleted, with all that is in it, when this is closed. */
final class TempFolder implements AutoCloseable {
  private final Path path;

  /** A new one under the system's temporary folder. */
  TempFolder(Class<?> benchmark) {
    try {
      this.path = Files.createTempDirectory(benchmark.getSimpleName());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A folder that is made by who uses it. */
  TempFolder(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** What all files in it take. */
  double megabytes() {
    long bytes = 0;
    for (Path file : inside()) {
      bytes += file.toFile().isFile() ? file.toFile().length() : 0;
    }
    return bytes / 1e6;
  }

  private List<Path> inside() {
    try (Stream<Path> files = Files.walk(path)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try {
      for (Path file : inside()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
