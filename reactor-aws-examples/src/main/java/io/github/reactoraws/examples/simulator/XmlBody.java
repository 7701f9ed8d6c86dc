package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.core.traits.XmlAttributesTrait;

/** Writes model objects as XML elements. */
final class XmlBody {
  private final XmlOut out;

  XmlBody(XmlOut out) {
    this.out = out;
  }

  /** Writes the fields of {@code pojo} that belong into a body, as children of what is open. */
  void fields(SdkPojo pojo) {
    for (SdkField<?> field : pojo.sdkFields()) {
      if (field.location() == MarshallLocation.PAYLOAD
          && !field.containsTrait(XmlAttributeTrait.class)) {
        Object value = Schema.valueOf(pojo, field);
        if (value != null) {
          value(field.unmarshallLocationName(), value, field);
        }
      }
    }
  }

  /** Writes one value as an element of that name; a flattened list or map as several. */
  void value(String name, Object value, SdkField<?> field) {
    if (value instanceof String text) {
      out.element(name, text);
    } else if (value instanceof SdkPojo pojo) {
      out.start(name);
      attributes(pojo, field);
      fields(pojo);
      out.end();
    } else if (value instanceof List<?> list) {
      list(name, list, field.getRequiredTrait(ListTrait.class));
    } else if (value instanceof Map<?, ?> map) {
      map(name, map, field.getRequiredTrait(MapTrait.class));
    } else {
      out.element(name, Scalars.text(value, field, Format.ISO_8601));
    }
  }

  private void list(String name, List<?> members, ListTrait trait) {
    SdkField<?> member = trait.memberFieldInfo();
    if (trait.isFlattened()) {
      members.forEach(each -> value(name, each, member));
      return;
    }
    out.start(name);
    for (Object each : members) {
      value(member.unmarshallLocationName(), each, member);
    }
    out.end();
  }

  private void map(String name, Map<?, ?> entries, MapTrait trait) {
    if (!trait.isFlattened()) {
      out.start(name);
    }
    entries.forEach(
        (key, value) -> {
          out.start(trait.isFlattened() ? name : "entry");
          out.element(trait.keyLocationName(), key.toString());
          value(trait.valueLocationName(), value, trait.valueFieldInfo());
          out.end();
        });
    if (!trait.isFlattened()) {
      out.end();
    }
  }

  private void attributes(SdkPojo pojo, SdkField<?> field) {
    field
        .getOptionalTrait(XmlAttributesTrait.class)
        .ifPresent(
            trait ->
                trait
                    .attributes()
                    .forEach(
                        (name, accessors) -> {
                          String value = accessors.attributeGetter().apply(pojo);
                          if (value != null) {
                            out.attribute(name, value);
                          }
                        }));
  }
}
