package io.github.reactoraws;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Hangs on the exception of a failed batch, as a suppressed one, and tells which keys it was. */
final class BatchTrace extends Exception {
  private static final long serialVersionUID = 1;
  private static final int NAMED = 10; // of 1,000 keys, nobody wants to read them all

  private BatchTrace(Set<?> keys) {
    super("loading " + keys.size() + " keys: " + firstOf(keys), null, false, false);
  }

  /** Does so once: an exception that a loader throws again and again must not grow. */
  static void hangOn(Throwable failure, Set<?> keys) {
    if (Arrays.stream(failure.getSuppressed()).noneMatch(BatchTrace.class::isInstance)) {
      failure.addSuppressed(new BatchTrace(keys));
    }
  }

  private static String firstOf(Set<?> keys) {
    String first =
        keys.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return keys.size() > NAMED ? first + ", …" : first;
  }
}
