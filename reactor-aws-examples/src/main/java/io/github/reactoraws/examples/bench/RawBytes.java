package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.CodecException;
import java.util.List;

/** Bytes as they are, one value at a time. */
final class RawBytes implements Codec<byte[]> {

  @Override
  public String format() {
    return "raw";
  }

  @Override
  public byte[] encode(List<? extends byte[]> values) {
    if (values.size() != 1) {
      throw new CodecException("values must be one, were " + values.size());
    }
    byte[] only = values.get(0);
    return only.clone();
  }

  @Override
  public List<byte[]> decode(byte[] bytes) {
    return List.of(bytes);
  }
}
