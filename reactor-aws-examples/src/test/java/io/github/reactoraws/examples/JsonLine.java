package io.github.reactoraws.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON object; the members of an object in it are named {@code outer.inner}. */
final class JsonLine {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonLine() {}

  static Map<String, Object> parse(String line) {
    Map<String, Object> values = new LinkedHashMap<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("must be a JSON object, was " + line);
      }
      readInto(values, "", json);
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("must be one JSON object, was " + line);
      }
    }
    return values;
  }

  private static void readInto(Map<String, Object> values, String prefix, JsonParser json) {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT) {
        readInto(values, name + ".", json);
      } else if (value.isNumeric()) {
        values.put(name, json.getLongValue());
      } else {
        values.put(name, json.getString());
      }
    }
  }
}
