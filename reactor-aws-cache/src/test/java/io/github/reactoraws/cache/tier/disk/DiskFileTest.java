package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
