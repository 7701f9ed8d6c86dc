package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The filters that one EC2 operation knows: a resource passes when each filter finds one of its
 * values. Values match by letter, {@code *} for any characters and {@code ?} for any one.
 *
 * @param values how to read what a filter compares, by the filter's name
 * @param tags the tags, for the filters {@code tag:KEY}, {@code tag-key} and {@code tag-value}
 */
record Filters<T>(Map<String, Function<T, Stream<String>>> values, Function<T, List<Tag>> tags) {
  private static final int MOST_VALUES = 200;
  private static final String TAG = "tag:";

  /** A filter on one property. */
  static <T> Function<T, Stream<String>> on(Function<T, ?> property) {
    return resource -> Stream.ofNullable(property.apply(resource)).map(Object::toString);
  }

  /** A filter on a property that is a list. */
  static <T, E> Function<T, Stream<String>> onEach(
      Function<T, List<E>> list, Function<E, String> property) {
    return resource -> list.apply(resource).stream().map(property);
  }

  /** What passes all of {@code filters}, or EC2's refusal of a filter that it does not know. */
  Predicate<T> wanted(List<Filter> filters) {
    Predicate<T> all = resource -> true;
    for (Filter filter : filters) {
      all = all.and(wanted(filter));
    }
    return all;
  }

  private Predicate<T> wanted(Filter filter) {
    String name = String.valueOf(filter.name());
    Function<T, Stream<String>> property = property(name);
    if (filter.values().isEmpty()) {
      throw invalid("The filter '" + name + "' must have at least one value");
    }
    if (filter.values().size() > MOST_VALUES) {
      throw new Refusal(
          400,
          "FilterLimitExceeded",
          "The maximum number of filter values specified on a single call is " + MOST_VALUES);
    }
    List<String> patterns = filter.values();
    return resource ->
        property
            .apply(resource)
            .anyMatch(value -> patterns.stream().anyMatch(p -> Wildcard.matches(p, value)));
  }

  private Function<T, Stream<String>> property(String name) {
    if (name.startsWith(TAG)) {
      String key = name.substring(TAG.length());
      return resource ->
          tags.apply(resource).stream().filter(tag -> tag.key().equals(key)).map(Tag::value);
    }
    if (name.equals("tag-key")) {
      return resource -> tags.apply(resource).stream().map(Tag::key);
    }
    if (name.equals("tag-value")) {
      return resource -> tags.apply(resource).stream().map(Tag::value);
    }
    Function<T, Stream<String>> property = values.get(name);
    if (property == null) {
      throw invalid("The filter '" + name + "' is invalid");
    }
    return property;
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "InvalidParameterValue", message);
  }
}
