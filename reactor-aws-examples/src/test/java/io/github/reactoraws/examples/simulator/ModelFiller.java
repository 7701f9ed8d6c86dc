package io.github.reactoraws.examples.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Sets every field of a model, whatever the model, to values drawn from a seed. */
public final class ModelFiller {
  private static final int DEEPEST = 8; // some shapes contain themselves
  private static final String ODD_LETTERS = "aZ09 <>&\"'/+%=?é漢-";
  private static final String PLAIN_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final SplittableRandom random;

  public ModelFiller(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Sets every field of {@code builder}. */
  public void fill(SdkPojo builder) {
    fill(builder, 0);
  }

  /** Sets what it can; returns false if that is nothing, so deep in a shape that has itself. */
  private boolean fill(SdkPojo builder, int depth) {
    boolean some = false;
    for (SdkField<?> field : builder.sdkFields()) {
      Object value = value(field, depth);
      if (value != null) {
        field.set(builder, value);
        some = true;
      }
    }
    return some;
  }

  private @Nullable Object value(SdkField<?> field, int depth) {
    boolean body = field.location() == MarshallLocation.PAYLOAD;
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> body ? text(ODD_LETTERS) : text(PLAIN_LETTERS);
      case INTEGER ->
          field.location() == MarshallLocation.STATUS_CODE ? 202 : random.nextInt(1, 1_000_000);
      case LONG -> random.nextLong(1L << 60);
      case SHORT -> (short) random.nextInt(1 << 15);
      case BYTE -> (byte) random.nextInt(1 << 7);
      case FLOAT -> random.nextInt(1 << 20) / 16f;
      case DOUBLE -> random.nextInt() / 64d;
      case BIG_DECIMAL -> BigDecimal.valueOf(random.nextInt(), 3);
      case BOOLEAN -> random.nextBoolean();
      case INSTANT -> Instant.ofEpochSecond(random.nextLong(2_000_000_000L));
      case SDK_BYTES -> SdkBytes.fromUtf8String(text(ODD_LETTERS));
      case SDK_POJO -> structure(field, depth);
      case LIST -> list(field, depth);
      case MAP -> map(field, depth);
      default -> throw new IllegalStateException("no filling for " + field.memberName());
    };
  }

  private @Nullable Object structure(SdkField<?> field, int depth) {
    if (depth > DEEPEST) {
      return null;
    }
    SdkPojo builder = field.constructor().get();
    return fill(builder, depth + 1) ? Schema.built(builder) : null;
  }

  private @Nullable List<Object> list(SdkField<?> field, int depth) {
    SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
    List<Object> members = new ArrayList<>();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      Object value =
          field.location() == MarshallLocation.PAYLOAD
              ? value(member, depth + 1)
              : text(PLAIN_LETTERS);
      if (value != null) {
        members.add(value);
      }
    }
    return members.isEmpty() ? null : members;
  }

  private @Nullable Map<String, Object> map(SdkField<?> field, int depth) {
    SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
    Map<String, Object> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      Object value = value(member, depth + 1);
      if (value != null) {
        entries.put(text(PLAIN_LETTERS), value);
      }
    }
    return entries.isEmpty() ? null : entries;
  }

  private String text(String letters) {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.append('y').toString();
  }
}
