package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NdjsonFileTest {
  private static final Resource RESOURCE =
      new Resource(
          ResourceKind.ROLE,
          "111122223333",
          Resource.GLOBAL,
          "AROA1",
          Optional.empty(),
          Optional.of("two\nlines"),
          Map.of("path", "/"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("out.ndjson");
  }

  @Test
  void completed_replacesWhatWasThere() throws IOException {
    Files.writeString(file, "old");

    try (NdjsonFile output = NdjsonFile.create(file)) {
      output.write(RESOURCE);
      output.write(RESOURCE);
      output.complete();
    }

    String line =
        """
        {"account":"111122223333","region":"global","service":"iam","type":"role","id":"AROA1",\
        "name":"two\\nlines","attributes":{"path":"/"}}
        """;
    assertThat(file).hasContent(line + line);
    assertThat(folder.toFile().list()).containsExactly("out.ndjson");
  }

  @Test
  void notCompleted_leavesWhatWasThere() throws IOException {
    Files.writeString(file, "old");

    try (NdjsonFile output = NdjsonFile.create(file)) {
      output.write(RESOURCE);
    }

    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("out.ndjson");
  }

  @Test
  void placeTakenMeanwhile_failsAndLeavesNoPart() throws IOException {
    try (NdjsonFile output = NdjsonFile.create(file)) {
      output.write(RESOURCE);
      Files.createDirectories(file.resolve("taken"));

      assertThatThrownBy(output::complete).isInstanceOf(UncheckedIOException.class);
    }

    assertThat(folder.toFile().list()).containsExactly("out.ndjson");
  }

  @Test
  void nothingWritten_isAnEmptyFile() {
    try (NdjsonFile output = NdjsonFile.create(file)) {
      output.complete();
    }

    assertThat(file).isEmptyFile();
  }
}
