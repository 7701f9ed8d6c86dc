package io.github.reactoraws.cache.tier.disk;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;

/** Zstandard with contexts that are used again; loaded only if it is needed. One thread's. */
final class ZstdBytes implements AutoCloseable {
  private static final int FASTEST = 1;

  private final ZstdCompressCtx in = new ZstdCompressCtx().setLevel(FASTEST);
  private final ZstdDecompressCtx out = new ZstdDecompressCtx();

  byte[] compress(byte[] raw) {
    return in.compress(raw);
  }

  byte[] decompress(byte[] body, int offset, int rawLength) {
    byte[] raw = new byte[rawLength];
    int length = out.decompressByteArray(raw, 0, rawLength, body, offset, body.length - offset);
    if (length != rawLength) {
      throw new BrokenPageException("page has " + length + " bytes, not " + rawLength, null);
    }
    return raw;
  }

  @Override
  public void close() {
    in.close();
    out.close();
  }
}
