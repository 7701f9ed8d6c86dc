package io.github.reactoraws.examples;

import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A summary as one line of JSON. */
final class SummaryJson {
  private SummaryJson() {}

  static String of(Summary summary) {
    Census census = summary.census();
    StringWriter line = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeNumberProperty("resources", census.total());
      json.writeNumberProperty("failures", census.failures().size());
      json.writeNumberProperty("calls", summary.calls());
      json.writeNumberProperty("attempts", summary.attempts());
      json.writeNumberProperty("throttled", summary.throttled());
      json.writeNumberProperty("elapsedMillis", summary.elapsed().toMillis());
      json.writeNumberProperty("itemsPerSecond", summary.itemsPerSecond());
      Map<String, Long> byService = new TreeMap<>();
      Map<String, Long> byType = new TreeMap<>();
      for (ResourceKind kind : census.kinds()) {
        byService.merge(kind.service(), census.count(kind), Long::sum);
        byType.put(kind.toString(), census.count(kind));
      }
      ImageNames.Cost names = summary.imageNames();
      json.writeObjectPropertyStart("imageNames");
      json.writeNumberProperty("asked", names.asked());
      json.writeNumberProperty("named", names.named());
      json.writeNumberProperty("calls", names.calls());
      json.writeEndObject();
      write(json, "byService", byService);
      write(json, "byType", byType);
      json.writeEndObject();
    }
    return line.toString();
  }

  private static void write(JsonGenerator json, String name, Map<String, Long> counts) {
    json.writeName(name);
    json.writeStartObject();
    counts.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }
}
