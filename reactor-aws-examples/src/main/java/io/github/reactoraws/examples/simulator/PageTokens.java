package io.github.reactoraws.examples.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.DefaultValueTrait;

/**
 * Opaque page tokens: an offset, and a keyed hash that binds it to who asked for what. A token that
 * was altered, or that is shown with other parameters, by another account or to another operation,
 * reads as no token.
 */
final class PageTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SEAL_BYTES = 16;

  private final SecretKeySpec key;

  PageTokens(long seed) {
    this.key = new SecretKeySpec(ByteBuffer.allocate(Long.BYTES).putLong(seed).array(), ALGORITHM);
  }

  /**
   * The token with which {@code request} goes on at {@code offset}.
   *
   * @param free the members of the request that may change from page to page
   */
  String issue(Scope scope, SdkPojo request, Set<String> free, long offset) {
    byte[] seal = seal(scope, request, free, offset);
    byte[] token =
        ByteBuffer.allocate(Long.BYTES + SEAL_BYTES)
            .putLong(offset)
            .put(seal, 0, SEAL_BYTES)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** The offset of {@code token}, or nothing when it was not issued for this scope and request. */
  OptionalLong read(Scope scope, SdkPojo request, Set<String> free, String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return OptionalLong.empty();
    }
    if (bytes.length != Long.BYTES + SEAL_BYTES) {
      return OptionalLong.empty();
    }
    long offset = ByteBuffer.wrap(bytes).getLong();
    String expected = issue(scope, request, free, offset);
    return MessageDigest.isEqual(expected.getBytes(UTF_8), token.getBytes(UTF_8))
        ? OptionalLong.of(offset)
        : OptionalLong.empty();
  }

  private byte[] seal(Scope scope, SdkPojo request, Set<String> free, long offset) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      add(mac, scope.account());
      add(mac, scope.region());
      add(mac, scope.service());
      add(mac, scope.operation());
      addFields(mac, request, free);
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(offset).flip());
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  /**
   * Feeds {@code value} so that different values give different bytes: each is preceded by its
   * size.
   */
  private static void add(Mac mac, Object value) {
    if (value instanceof SdkPojo model) {
      addFields(mac, model, Set.of());
    } else if (value instanceof Iterable<?> list) {
      list.forEach(element -> add(mac, element));
      mac.update((byte) ']');
    } else if (value instanceof Map<?, ?> map) {
      new TreeMap<>(map).forEach((k, v) -> add(mac, k + "=" + v));
      mac.update((byte) '}');
    } else {
      byte[] text = value.toString().getBytes(UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
      mac.update(text);
    }
  }

  private static void addFields(Mac mac, SdkPojo model, Set<String> free) {
    for (SdkField<?> field : model.sdkFields()) {
      if (free.contains(field.memberName()) || field.containsTrait(DefaultValueTrait.class)) {
        continue; // an invented idempotency token differs at each read
      }
      Object value = field.getValueOrDefault(model);
      if (value != null && !isEmpty(value)) {
        add(mac, field.memberName());
        add(mac, value);
      }
    }
    mac.update((byte) '.');
  }

  private static boolean isEmpty(Object value) {
    return (value instanceof Collection<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }
}
