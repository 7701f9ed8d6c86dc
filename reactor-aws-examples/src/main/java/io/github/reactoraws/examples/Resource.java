package io.github.reactoraws.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One resource of any kind.
 *
 * @param region where it is; {@link #GLOBAL} for a kind without a region
 * @param attributes a few of its properties, in order
 */
record Resource(
    ResourceKind kind,
    String account,
    String region,
    String id,
    Optional<String> arn,
    Optional<String> name,
    Map<String, String> attributes)
    implements Finding {

  /** The region of what has none. */
  static final String GLOBAL = "global";

  static Resource of(
      ResourceKind kind,
      Place place,
      String id,
      @Nullable String arn,
      @Nullable String name,
      Map<String, String> attributes) {
    return new Resource(
        kind,
        place.account().id(),
        kind.global() ? GLOBAL : place.region(),
        id,
        Optional.ofNullable(arn),
        Optional.ofNullable(name),
        attributes);
  }

  /** Names and values in turn; a value that AWS did not tell is left out. */
  static Map<String, String> attributes(@Nullable Object... namesAndValues) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        attributes.put(String.valueOf(namesAndValues[i]), value.toString());
      }
    }
    return attributes;
  }
}
