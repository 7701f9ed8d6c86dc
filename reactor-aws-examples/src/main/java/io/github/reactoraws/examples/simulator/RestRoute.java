package io.github.reactoraws.examples.simulator;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a REST operation lives: {@code GET /{Bucket}/{Key+}?acl}.
 *
 * <p>A parameter in braces takes one segment, with a plus the rest of the path. The query part
 * names parameters that a call must have, with their values where they are given.
 */
final class RestRoute {
  private final String method;
  private final List<String> segments;
  private final Map<String, List<String>> query;

  private RestRoute(String method, List<String> segments, Map<String, List<String>> query) {
    this.method = method;
    this.segments = segments;
    this.query = query;
  }

  static RestRoute parse(String route) {
    int space = route.indexOf(' ');
    if (space < 1 || !route.startsWith("/", space + 1)) {
      throw new IllegalArgumentException(
          "route must be a method and a path such as 'GET /{Bucket}', was '" + route + "'");
    }
    QueryStringDecoder uri = new QueryStringDecoder(route.substring(space + 1));
    return new RestRoute(route.substring(0, space), split(uri.rawPath()), uri.parameters());
  }

  /** How much the route asks for: of two that match, the one that asks for more is meant. */
  int precision() {
    int precision = 100 * query.size();
    for (String segment : segments) {
      precision += segment.startsWith("{") ? 0 : 2;
      precision -= segment.endsWith("+}") ? 1 : 0;
    }
    return precision;
  }

  /** The path's parameters by name, decoded; empty if the call is not for this route. */
  Optional<Map<String, String>> match(HttpCall call) {
    if (!method.equals(call.method()) || !queryMatches(call)) {
      return Optional.empty();
    }
    List<String> asked = split(call.path());
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (i >= asked.size()) {
        return Optional.empty();
      }
      if (segment.endsWith("+}")) {
        String rest = String.join("/", asked.subList(i, asked.size()));
        parameters.put(segment.substring(1, segment.length() - 2), decode(rest));
        return Optional.of(parameters);
      }
      if (segment.startsWith("{")) {
        parameters.put(segment.substring(1, segment.length() - 1), decode(asked.get(i)));
      } else if (!segment.equals(asked.get(i))) {
        return Optional.empty();
      }
    }
    return asked.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
  }

  private boolean queryMatches(HttpCall call) {
    return query.entrySet().stream()
        .allMatch(
            entry -> {
              List<String> given = call.query().get(entry.getKey());
              String wanted = entry.getValue().get(0);
              return given != null && (wanted.isEmpty() || given.contains(wanted));
            });
  }

  private static List<String> split(String path) {
    List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
    segments.remove(0); // before the first slash
    if (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) {
      segments.remove(segments.size() - 1); // after a last slash
    }
    return segments;
  }

  private static String decode(String segment) {
    return QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"));
  }
}
