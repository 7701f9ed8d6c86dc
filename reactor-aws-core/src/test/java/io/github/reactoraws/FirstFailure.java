package io.github.reactoraws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the first assertion that failed inside the code under test, which may swallow it. */
final class FirstFailure {
  private @Nullable AssertionError first;

  <T> T keep(Supplier<T> asserting) {
    try {
      return asserting.get();
    } catch (AssertionError failed) {
      if (first == null) {
        first = failed;
      }
      throw first;
    }
  }

  void keep(Runnable asserting) {
    keep(
        () -> {
          asserting.run();
          return true;
        });
  }

  void rethrow() {
    if (first != null) {
      throw first;
    }
  }
}
