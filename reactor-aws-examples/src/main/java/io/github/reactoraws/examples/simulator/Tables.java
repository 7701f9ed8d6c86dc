package io.github.reactoraws.examples.simulator;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The DynamoDB tables of one place: who owns each instance, and what a team may spend a year. */
final class Tables {
  private static final String OWNERS = "instance-owners";
  private static final String BUDGETS = "team-budgets";
  private static final int FIRST_YEAR = 2021;
  private static final int LAST_YEAR = 2025;
  private static final int COST_CENTERS = 9_000;

  private final Place place;
  private final Layout layout;
  private final Ids instances;

  Tables(Place place) {
    this.place = place;
    this.layout = new Layout(place);
    this.instances = place.ids(Kind.INSTANCE, place.sizes().instances());
  }

  /**
   * One table.
   *
   * @param key the types of the attributes that its primary key has
   * @param items the item of a primary key of these types, if there is one
   */
  record Table(
      Map<String, AttributeValue.Type> key,
      Function<Map<String, AttributeValue>, Optional<Map<String, AttributeValue>>> items) {

    boolean hasKeysLike(Map<String, AttributeValue> candidate) {
      return candidate.keySet().equals(key.keySet())
          && candidate.entrySet().stream()
              .allMatch(part -> part.getValue().type() == key.get(part.getKey()));
    }
  }

  Optional<Table> named(String table) {
    return switch (table) {
      case OWNERS ->
          Optional.of(new Table(Map.of("instanceId", AttributeValue.Type.S), this::owner));
      case BUDGETS ->
          Optional.of(
              new Table(
                  Map.of("team", AttributeValue.Type.S, "year", AttributeValue.Type.N),
                  this::budget));
      default -> Optional.empty();
    };
  }

  private Optional<Map<String, AttributeValue>> owner(Map<String, AttributeValue> key) {
    AttributeValue id = part(key, "instanceId");
    OptionalLong index = instances.index(id.s());
    if (index.isEmpty()) {
      return Optional.empty();
    }
    long bits = layout.launchBits(layout.launchOf(index.getAsLong()));
    return Optional.of(
        Map.of(
            "instanceId", id,
            "team", AttributeValue.fromS(Words.team(bits)),
            "costCenter", number(1_000 + Mix.below(COST_CENTERS, bits))));
  }

  private Optional<Map<String, AttributeValue>> budget(Map<String, AttributeValue> key) {
    String team = part(key, "team").s();
    double year = Double.parseDouble(part(key, "year").n());
    if (!Words.TEAMS.contains(team)
        || year != Math.rint(year)
        || year < FIRST_YEAR
        || year > LAST_YEAR) {
      return Optional.empty();
    }
    long bits = Mix.key(place.key() + (long) year, team);
    return Optional.of(
        Map.of(
            "team", AttributeValue.fromS(team),
            "year", number((long) year), // in its shortest spelling, as DynamoDB stores it
            "dollars", number(1_000L * Mix.below(1_000, bits))));
  }

  private static AttributeValue part(Map<String, AttributeValue> key, String name) {
    return Objects.requireNonNull(key.get(name), name);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
