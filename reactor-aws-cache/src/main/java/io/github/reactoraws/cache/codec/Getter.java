package io.github.reactoraws.cache.codec;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Gets a member of a model; {@link SdkMember#isAbsent} tells whether the model has it. */
@FunctionalInterface
interface Getter {
  @Nullable Object get(SdkPojo model);
}
