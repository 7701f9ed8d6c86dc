package io.github.reactoraws.examples.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Reads the forms of the query protocols, in which {@code Filter.1.Value.2=x} is a path through the
 * request.
 */
final class FormReader {
  private final TreeMap<String, String> parameters = new TreeMap<>();
  private final boolean listsAreFlat;

  /**
   * @param listsAreFlat whether no list names its members, as in EC2
   */
  FormReader(Map<String, List<String>> form, boolean listsAreFlat) {
    form.forEach((name, values) -> parameters.put(name, values.get(0)));
    this.listsAreFlat = listsAreFlat;
  }

  /** Sets all fields of {@code builder} that the form has. */
  void read(SdkPojo builder) {
    readFields("", builder);
  }

  private void readFields(String prefix, SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      Object value = readValue(prefix + field.locationName(), field);
      if (value != null) {
        field.set(builder, value);
      }
    }
  }

  private @Nullable Object readValue(String path, SdkField<?> field) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      return readList(path, field.getRequiredTrait(ListTrait.class));
    }
    if (type == MarshallingType.MAP) {
      return readMap(path, field.getRequiredTrait(MapTrait.class));
    }
    if (type == MarshallingType.SDK_POJO) {
      return hasBelow(path) ? readStructure(path, field) : null;
    }
    String text = parameters.get(path);
    return text == null ? null : Scalars.value(text, field, Format.ISO_8601);
  }

  private Object readStructure(String path, SdkField<?> field) {
    SdkPojo builder = field.constructor().get();
    readFields(path + ".", builder);
    return Schema.built(builder);
  }

  private @Nullable List<Object> readList(String path, ListTrait trait) {
    SdkField<?> member = trait.memberFieldInfo();
    String prefix =
        (listsAreFlat || trait.isFlattened() ? path : path + "." + member.locationName()) + ".";
    List<Object> members = new ArrayList<>();
    for (Object value = readValue(prefix + 1, member); value != null; ) {
      members.add(value);
      value = readValue(prefix + (members.size() + 1), member);
    }
    boolean given = !members.isEmpty() || parameters.containsKey(path); // "Names=" is an empty list
    return given ? members : null;
  }

  private @Nullable Map<String, Object> readMap(String path, MapTrait trait) {
    String prefix = (trait.isFlattened() ? path : path + ".entry") + ".";
    Map<String, Object> entries = new LinkedHashMap<>();
    for (int i = 1; ; i++) {
      String key = parameters.get(prefix + i + "." + trait.keyLocationName());
      Object value =
          readValue(prefix + i + "." + trait.valueLocationName(), trait.valueFieldInfo());
      if (key == null || value == null) {
        return entries.isEmpty() ? null : entries;
      }
      entries.put(key, value);
    }
  }

  private boolean hasBelow(String path) {
    String next = parameters.ceilingKey(path + ".");
    return next != null && next.startsWith(path + ".");
  }
}
