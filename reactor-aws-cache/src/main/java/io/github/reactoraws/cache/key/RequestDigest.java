package io.github.reactoraws.cache.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * What a request asks for, as 144 bits of a SHA-256: the same for two requests that ask for the
 * same.
 *
 * <p>Members go in by their name, sorted, and so do the entries of maps; those that are absent, and
 * idempotency tokens, do not. Each value goes in with its kind and length, so that no two run
 * together.
 */
final class RequestDigest {
  private static final int BYTES = 18; // 24 characters of Base64 without padding

  private final MessageDigest sha = sha256();

  private RequestDigest() {}

  static String of(CacheScope scope, AwsRequest request) {
    RequestDigest digest = new RequestDigest();
    digest.text('p', scope.partition());
    digest.text('e', scope.endpoint());
    digest.text('c', request.getClass().getName());
    digest.override(request.overrideConfiguration());
    digest.structure(request);
    byte[] all = digest.sha.digest();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, BYTES));
  }

  private void override(Optional<? extends AwsRequestOverrideConfiguration> override) {
    if (override.flatMap(o -> o.credentialsIdentityProvider()).isPresent()
        || override.filter(o -> !o.plugins().isEmpty()).isPresent()) {
      throw new IllegalArgumentException(
          "request must leave credentials and plugins to its client, had some of its own");
    }
    value(override.map(o -> o.headers()).orElse(Map.of()));
    value(override.map(o -> o.rawQueryParameters()).orElse(Map.of()));
  }

  private void structure(SdkPojo structure) {
    List<SdkField<?>> fields = new ArrayList<>(structure.sdkFields());
    fields.sort(Comparator.comparing(SdkField::memberName));
    for (SdkField<?> field : fields) {
      Object value =
          field.containsTrait(DefaultValueTrait.class) ? null : field.getValueOrDefault(structure);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        text('n', field.memberName());
        value(value);
      }
    }
    size('.', 0);
  }

  private void value(@Nullable Object value) {
    if (value == null) {
      size('0', 0);
    } else if (value instanceof SdkPojo structure) {
      size('s', 0);
      structure(structure);
    } else if (value instanceof List<?> list) {
      size('l', list.size());
      list.forEach(this::value);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof SdkBytes bytes) {
      size('b', bytes.asByteArrayUnsafe().length);
      sha.update(bytes.asByteArrayUnsafe());
    } else if (value instanceof Document document) {
      document(document);
    } else {
      text('v', value.toString()); // a text, a number, a truth or an instant
    }
  }

  private void map(Map<?, ?> map) {
    size('m', map.size());
    new TreeMap<>(map)
        .forEach(
            (key, held) -> {
              text('k', key.toString());
              value(held);
            });
  }

  /** No schema tells the kind of its parts, so that goes in as well. */
  private void document(Document document) {
    if (document.isNumber()) {
      text('#', document.asNumber().stringValue());
    } else if (document.isBoolean()) {
      text('?', Boolean.toString(document.asBoolean()));
    } else if (document.isString()) {
      text('v', document.asString());
    } else if (document.isList()) {
      value(document.asList());
    } else if (document.isMap()) {
      map(document.asMap());
    } else {
      value(null);
    }
  }

  private void text(char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    size(kind, bytes.length);
    sha.update(bytes);
  }

  private void size(char kind, int size) {
    sha.update(ByteBuffer.allocate(5).put((byte) kind).putInt(size).flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("each Java platform has SHA-256", absent);
    }
  }
}
