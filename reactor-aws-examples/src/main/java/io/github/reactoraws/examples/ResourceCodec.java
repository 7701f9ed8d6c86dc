package io.github.reactoraws.examples;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.codec.CodecException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resources as bytes. JSON would do, but a run that finds all in the cache does little else than to
 * read them, in a JVM that has just started and has yet to compile what reads JSON.
 */
final class ResourceCodec implements Codec<Resource> {

  /*
   * The count of resources; then for each its texts, of which those of the attributes follow their
   * count. A new text is -1 minus its length in bytes, and the bytes; from then on it is its number,
   * from 1 on, in the order of first use. An absent one is 0.
   */

  private static final int ABSENT = 0;

  @Override
  public String format() {
    return "resource-1";
  }

  @Override
  public byte[] encode(List<? extends Resource> resources) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Map<String, Integer> numbers = new HashMap<>();
      out.writeInt(resources.size());
      for (Resource resource : resources) {
        write(resource.kind().name(), out, numbers);
        write(resource.account(), out, numbers);
        write(resource.region(), out, numbers);
        write(resource.id(), out, numbers);
        write(resource.arn().orElse(null), out, numbers);
        write(resource.name().orElse(null), out, numbers);
        out.writeInt(resource.attributes().size());
        for (Map.Entry<String, String> attribute : resource.attributes().entrySet()) {
          write(attribute.getKey(), out, numbers);
          write(attribute.getValue(), out, numbers);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // as an array has no errors
    }
    return bytes.toByteArray();
  }

  private static void write(
      @Nullable String text, DataOutputStream out, Map<String, Integer> numbers)
      throws IOException {
    if (text == null) {
      out.writeInt(ABSENT);
      return;
    }
    Integer number = numbers.putIfAbsent(text, numbers.size() + 1);
    if (number != null) {
      out.writeInt(number);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(-1 - utf8.length);
    out.write(utf8);
  }

  @Override
  public List<Resource> decode(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      List<String> texts = new ArrayList<>();
      List<Resource> resources = new ArrayList<>();
      for (int left = count(in); left > 0; left--) {
        resources.add(
            new Resource(
                ResourceKind.valueOf(text(in, texts)),
                text(in, texts),
                text(in, texts),
                text(in, texts),
                optionalText(in, texts),
                optionalText(in, texts),
                attributes(in, texts)));
      }
      if (in.hasRemaining()) {
        throw new CodecException(in.remaining() + " bytes are left over");
      }
      return Collections.unmodifiableList(resources);
    } catch (RuntimeException malformed) {
      throw new CodecException("these bytes are no resources", malformed);
    }
  }

  private static int count(ByteBuffer in) {
    int count = in.getInt();
    if (count < 0) {
      throw new CodecException("needs a count of 0 or more, has " + count);
    }
    return count;
  }

  private static Map<String, String> attributes(ByteBuffer in, List<String> texts) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int left = count(in); left > 0; left--) {
      attributes.put(text(in, texts), text(in, texts));
    }
    return attributes;
  }

  private static String text(ByteBuffer in, List<String> texts) {
    return optionalText(in, texts).orElseThrow();
  }

  private static Optional<String> optionalText(ByteBuffer in, List<String> texts) {
    int number = in.getInt();
    if (number >= 0) {
      return number == ABSENT ? Optional.empty() : Optional.of(texts.get(number - 1));
    }
    int length = -1 - number;
    if (length > in.remaining()) {
      throw new CodecException("needs " + length + " bytes, has " + in.remaining());
    }
    byte[] utf8 = new byte[length];
    in.get(utf8);
    String text = new String(utf8, StandardCharsets.UTF_8);
    texts.add(text);
    return Optional.of(text);
  }
}
