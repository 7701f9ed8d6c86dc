package io.github.reactoraws.cache.codec;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Gives a member of a model; what is absent is as {@link SdkMember#isAbsent} has it. */
@FunctionalInterface
interface Getter {
  @Nullable Object get(SdkPojo model);
}
