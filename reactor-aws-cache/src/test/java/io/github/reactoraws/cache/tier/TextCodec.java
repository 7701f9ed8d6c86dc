package io.github.reactoraws.cache.tier;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Texts without line ends, as lines.
 *
 * @param format its name
 */
public record TextCodec(String format) implements Codec<String> {

  @Override
  public byte[] encode(List<? extends String> values) {
    return String.join("\n", values).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<String> decode(byte[] bytes) {
    if (bytes.length == 0) {
      throw new CodecException("no text");
    }
    return List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
  }
}
