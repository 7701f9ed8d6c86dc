package io.github.reactoraws.cache.tier.disk;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.nio.ByteBuffer;

/** Zstandard with contexts that are used again; loaded only if it is needed. One thread's. */
final class ZstdBytes implements AutoCloseable {
  private static final int FASTEST = 1;
  private static final int LARGEST_KEPT = 256 << 10; // bytes

  private final ZstdCompressCtx compressing = new ZstdCompressCtx().setLevel(FASTEST);
  private final ZstdDecompressCtx decompressing = new ZstdDecompressCtx();
  private byte[] kept = {};

  /** Compresses into an array that the next call uses again, unless it is large. */
  ByteBuffer compress(byte[] raw) {
    int most = Math.toIntExact(Zstd.compressBound(raw.length));
    byte[] into = most <= LARGEST_KEPT ? keptOf(most) : new byte[most];
    return ByteBuffer.wrap(
        into, 0, compressing.compressByteArray(into, 0, most, raw, 0, raw.length));
  }

  private byte[] keptOf(int size) {
    if (kept.length < size) {
      kept = new byte[size];
    }
    return kept;
  }

  byte[] decompress(byte[] body, int offset, int rawLength) {
    byte[] raw = new byte[rawLength];
    int length =
        decompressing.decompressByteArray(raw, 0, rawLength, body, offset, body.length - offset);
    if (length != rawLength) {
      throw new BrokenPageException("page has " + length + " bytes, not " + rawLength, null);
    }
    return raw;
  }

  @Override
  public void close() {
    compressing.close();
    decompressing.close();
  }
}
