package io.github.reactoraws.examples.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** What people do who have no codec: JSON of the SDK's builders, which are beans. */
final class BuilderJson {
  private final ObjectWriter writer;
  private final ObjectReader reader;

  BuilderJson() {
    JsonMapper mapper =
        JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    writer = mapper.writerFor(listOfBuilders(mapper));
    reader = mapper.readerFor(listOfBuilders(mapper));
  }

  private static JavaType listOfBuilders(JsonMapper mapper) {
    return mapper
        .getTypeFactory()
        .constructCollectionType(List.class, Instance.serializableBuilderClass());
  }

  byte[] encode(List<Instance> instances) {
    List<Instance.Builder> builders = new ArrayList<>(instances.size());
    for (Instance instance : instances) {
      builders.add(instance.toBuilder());
    }
    return writer.writeValueAsBytes(builders);
  }

  List<Instance> decode(byte[] json) {
    List<Instance.Builder> builders = reader.readValue(json);
    List<Instance> instances = new ArrayList<>(builders.size());
    for (Instance.Builder builder : builders) {
      instances.add(builder.build());
    }
    return instances;
  }
}
