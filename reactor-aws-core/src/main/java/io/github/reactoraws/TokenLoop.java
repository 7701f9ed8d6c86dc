package io.github.reactoraws;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Notices that page tokens go round in a circle, in constant memory. Not thread-safe.
 *
 * <p>Brent's cycle detection (R. P. Brent, "An improved Monte Carlo factorization algorithm", BIT
 * 20, 1980): one earlier token is kept and replaced at each power of two, so that a circle is seen
 * within three rounds. The last token is kept beside it, so that one which follows itself is seen
 * at once.
 *
 * @param <K> a page token
 */
final class TokenLoop<K> {
  private @Nullable K kept;
  private @Nullable K last;
  private long stepsSinceKept;
  private long stepsToKeep = 1;

  /** Takes the next token; false if it was seen before, as {@code Set.add} says. */
  boolean add(K token) {
    if (Objects.equals(token, last) || Objects.equals(token, kept)) {
      return false;
    }
    last = token;
    stepsSinceKept++;
    if (stepsSinceKept == stepsToKeep) {
      kept = token;
      stepsSinceKept = 0;
      stepsToKeep *= 2;
    }
    return true;
  }
}
