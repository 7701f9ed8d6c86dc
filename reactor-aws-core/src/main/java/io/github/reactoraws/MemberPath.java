package io.github.reactoraws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** A member of a model, or of a structure inside it. */
record MemberPath(List<SdkField<?>> steps) {

  /** The member at the dotted {@code path}, if the model has it. */
  static Optional<MemberPath> of(Members members, String path) {
    List<SdkField<?>> steps = new ArrayList<>();
    Optional<Members> level = Optional.of(members);
    for (String name : path.split("\\.", -1)) {
      Optional<SdkField<?>> step = level.flatMap(here -> here.named(name));
      if (step.isEmpty()) {
        return Optional.empty();
      }
      steps.add(step.get());
      level = step.filter(Members::isStructure).map(Members::of);
    }
    return Optional.of(new MemberPath(List.copyOf(steps)));
  }

  SdkField<?> last() {
    return steps.get(steps.size() - 1);
  }

  /** The members of the structure that holds this one; {@code root} if it is the model itself. */
  Members siblings(Members root) {
    return steps.size() == 1 ? root : Members.of(steps.get(steps.size() - 2));
  }

  /** The path to another member of the same structure. */
  MemberPath sibling(SdkField<?> member) {
    List<SdkField<?>> path = new ArrayList<>(steps);
    path.set(path.size() - 1, member);
    return new MemberPath(List.copyOf(path));
  }

  /** The value, unless it or a structure on the way is absent. */
  Optional<Object> read(SdkPojo model) {
    Optional<Object> value = Optional.of(model);
    for (SdkField<?> step : steps) {
      value = value.map(step::getValueOrDefault);
    }
    return value;
  }

  /** The path as the service's model spells it. */
  @Override
  public String toString() {
    return steps.stream().map(SdkField::memberName).collect(Collectors.joining("."));
  }
}
