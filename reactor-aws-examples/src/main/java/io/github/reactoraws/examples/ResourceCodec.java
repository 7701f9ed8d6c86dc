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
 * read them, in a JVM that has just begun and has to compile what reads JSON.
 */
final class ResourceCodec implements Codec<Resource> {

  /*
   * How many resources there are; then for each its texts, with the number of attributes before
   * those. A text is its place among those before, from 1 on; 0 if it is absent; or, where it is new,
   * -1 less its length in bytes, and the bytes.
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
      Map<String, Integer> places = new HashMap<>();
      out.writeInt(resources.size());
      for (Resource resource : resources) {
        write(resource.kind().name(), out, places);
        write(resource.account(), out, places);
        write(resource.region(), out, places);
        write(resource.id(), out, places);
        write(resource.arn().orElse(null), out, places);
        write(resource.name().orElse(null), out, places);
        out.writeInt(resource.attributes().size());
        for (Map.Entry<String, String> attribute : resource.attributes().entrySet()) {
          write(attribute.getKey(), out, places);
          write(attribute.getValue(), out, places);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // as an array has no errors
    }
    return bytes.toByteArray();
  }

  private static void write(
      @Nullable String text, DataOutputStream out, Map<String, Integer> places) throws IOException {
    if (text == null) {
      out.writeInt(ABSENT);
      return;
    }
    Integer place = places.putIfAbsent(text, places.size() + 1);
    if (place != null) {
      out.writeInt(place);
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
      for (int left = in.getInt(); left > 0; left--) {
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

  private static Map<String, String> attributes(ByteBuffer in, List<String> texts) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      attributes.put(text(in, texts), text(in, texts));
    }
    return attributes;
  }

  private static String text(ByteBuffer in, List<String> texts) {
    return optionalText(in, texts).orElseThrow();
  }

  private static Optional<String> optionalText(ByteBuffer in, List<String> texts) {
    int place = in.getInt();
    if (place >= 0) {
      return place == ABSENT ? Optional.empty() : Optional.of(texts.get(place - 1));
    }
    int length = -1 - place;
    if (length > in.remaining()) {
      throw new CodecException(length + " bytes are missing their end");
    }
    byte[] utf8 = new byte[length];
    in.get(utf8);
    String text = new String(utf8, StandardCharsets.UTF_8);
    texts.add(text);
    return Optional.of(text);
  }
}
