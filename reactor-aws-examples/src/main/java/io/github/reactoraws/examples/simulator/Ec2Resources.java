package io.github.reactoraws.examples.simulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;

/** All EC2 resources of one kind in one place, each computed when it is asked for. */
interface Ec2Resources<T> {
  Kind kind();

  Ids ids();

  long count();

  T get(long index);

  Filters<T> filters();

  /**
   * The resources of these ids, each once, or EC2's refusal that names the ids it does not know.
   */
  default List<T> get(List<String> ids) {
    List<T> found = new ArrayList<>(ids.size());
    List<String> unknown = new ArrayList<>();
    for (String id : new LinkedHashSet<>(ids)) {
      if (!ids().wellFormed(id)) {
        throw kind().malformed(id);
      }
      OptionalLong index = ids().index(id);
      if (index.isPresent()) {
        found.add(get(index.getAsLong()));
      } else {
        unknown.add(id);
      }
    }
    if (!unknown.isEmpty()) {
      throw kind().notFound(unknown);
    }
    return found;
  }
}
