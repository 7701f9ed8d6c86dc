package io.github.reactoraws;

/** What becomes of the elements whose loads end one way or another. */
final class MissingRule {
  private final Fate ofMissing;

  MissingRule(MissingKey missing) {
    this.ofMissing =
        switch (missing) {
          case FAIL -> Fate.ENDS_STREAM;
          case SKIP -> Fate.IS_SKIPPED;
          case PASS -> Fate.PASSES;
        };
  }

  Fate fate(KeyLoad.State end) {
    return switch (end) {
      case PENDING -> Fate.WAITS;
      case LOADED -> Fate.PASSES;
      case BROKEN -> Fate.ENDS_STREAM;
      case KEYLESS, ABSENT, FAILED -> ofMissing;
    };
  }

  /** The error of an {@code element} that {@link Fate#ENDS_STREAM}. */
  Throwable failureOf(Object element, KeyLoad<?, ?, ?> load) {
    return switch (load.state()) {
      case KEYLESS -> KeyLoadException.noKey(element);
      case FAILED -> KeyLoadException.failed(load.key(), load.failure());
      case BROKEN -> load.failure();
      default -> KeyLoadException.absent(load.key());
    };
  }

  /** What becomes of an element. */
  enum Fate {
    /** It waits for its load. */
    WAITS,
    /** It is combined, with a value or with nothing. */
    PASSES,
    /** It is dropped. */
    IS_SKIPPED,
    /** It is the last. */
    ENDS_STREAM
  }
}
