package io.github.reactoraws.adaptive;

import org.jspecify.annotations.Nullable;

/**
 * Hands a call from the interceptor, which knows its operation, to the retry strategy, which is
 * told of none. The SDK asks the one and then the other on the thread that begins the call.
 */
final class CallsBegun {
  private static final ThreadLocal<@Nullable PluggedCall> HERE = new ThreadLocal<>();

  private CallsBegun() {}

  static void put(PluggedCall call) {
    HERE.set(call);
  }

  /** The call that this thread has begun; {@code null} if there is none. */
  static @Nullable PluggedCall take() {
    PluggedCall call = HERE.get();
    HERE.remove();
    return call;
  }
}
