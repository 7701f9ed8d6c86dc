package io.github.reactoraws.cache.tier.disk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Makes bytes smaller, and large again. One thread's. */
final class Compressor implements AutoCloseable {
  private @Nullable ZstdBytes zstd;

  /** Compresses; what it returns is valid until the next call. */
  ByteBuffer compress(Compression compression, byte[] raw) {
    return switch (compression) {
      case NONE -> ByteBuffer.wrap(raw);
      case GZIP -> ByteBuffer.wrap(gzip(raw));
      case ZSTD -> zstd().compress(raw);
    };
  }

  /** What was compressed, from an offset to the array's end. */
  byte[] decompress(Compression compression, byte[] body, int offset, int rawLength)
      throws IOException {
    return switch (compression) {
      case NONE -> sized(Arrays.copyOfRange(body, offset, body.length), rawLength);
      case GZIP -> gunzip(body, offset, rawLength);
      case ZSTD -> zstd().decompress(body, offset, rawLength);
    };
  }

  private ZstdBytes zstd() {
    ZstdBytes known = zstd;
    if (known == null) {
      known = new ZstdBytes();
      zstd = known;
    }
    return known;
  }

  private static byte[] gzip(byte[] raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length / 2 + 32);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(raw);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] gunzip(byte[] body, int offset, int rawLength) throws IOException {
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(body, offset, body.length - offset))) {
      byte[] raw = gzip.readNBytes(rawLength);
      if (gzip.read() >= 0) {
        throw new BrokenPageException("page has more than " + rawLength + " bytes", null);
      }
      return sized(raw, rawLength);
    }
  }

  private static byte[] sized(byte[] raw, int rawLength) {
    if (raw.length != rawLength) {
      throw new BrokenPageException("page has " + raw.length + " bytes, not " + rawLength, null);
    }
    return raw;
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
      zstd = null;
    }
  }
}
