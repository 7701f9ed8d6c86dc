package io.github.reactoraws;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Where a listing goes on: the request members that ask AWS for the next page, with their values.
 *
 * <p>Most operations have one member and an opaque string; S3 versions and Route 53 records have
 * several, DynamoDB's {@code ExclusiveStartKey} is a map. A token belongs to one operation with one
 * set of parameters, and AWS decides how long it stays valid.
 *
 * <p>Immutable; equal when members and values are equal.
 */
public final class PageToken {
  private static final int SHOWN_MEMBERS = 4;
  private static final int SHOWN_CHARS = 32;

  private final Map<String, Object> members;

  private PageToken(Map<String, Object> members) {
    this.members = Collections.unmodifiableMap(members);
  }

  /**
   * A token of one request member.
   *
   * @param member the member's name as the service's model spells it, such as {@code NextToken};
   *     case is ignored when the token meets a request
   * @param value its value, of the member's own type; not empty
   * @return the token
   * @throws IllegalArgumentException if the name or the value is empty
   */
  public static PageToken of(String member, Object value) {
    return of(Collections.singletonMap(member, value));
  }

  /**
   * A token of one or more request members.
   *
   * @param members values by member name; not empty, and neither is a name or a value
   * @return the token; it holds a copy
   * @throws IllegalArgumentException if there is no member, or a name or a value is empty
   */
  public static PageToken of(Map<String, ?> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException(
          "a page token must hold one request member or more, held none");
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    members.forEach((name, value) -> copy.put(name, checked(name, value)));
    return new PageToken(copy);
  }

  private static Object checked(String name, Object value) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "a page token's member must have a name, was \"%s\"".formatted(name));
    }
    Objects.requireNonNull(value, () -> name + " must have a value, was null");
    if (isEmpty(value)) {
      throw new IllegalArgumentException(
          "%s must not be empty: an empty token is the end of a listing".formatted(name));
    }
    if (value instanceof Map<?, ?> map) {
      return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
    return value instanceof List<?> list ? List.copyOf(list) : value;
  }

  /** Whether AWS means "no further page" by this value. */
  static boolean isEmpty(Object value) {
    return (value instanceof CharSequence text && text.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof Collection<?> list && list.isEmpty());
  }

  /**
   * The request members this token sets.
   *
   * @return values by member name; never empty, not modifiable
   */
  public Map<String, Object> members() {
    return members;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PageToken token && members.equals(token.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** At most four members with 32 characters of each value; for logs, not for resuming. */
  @Override
  public String toString() {
    String shown =
        members.entrySet().stream()
            .limit(SHOWN_MEMBERS)
            .map(member -> member.getKey() + "=" + shortened(member.getValue().toString()))
            .collect(Collectors.joining(", "));
    return "PageToken{" + shown + (members.size() > SHOWN_MEMBERS ? ", …}" : "}");
  }

  private static String shortened(String value) {
    return value.length() <= SHOWN_CHARS ? value : value.substring(0, SHOWN_CHARS) + "…";
  }
}
