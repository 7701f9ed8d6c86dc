package io.github.reactoraws;

/**
 * What becomes of an element that has no key, or whose key brought no value: AWS does not know it,
 * or refused this key alone. A call that failed for another reason, such as missing rights or a
 * throttle, always ends the stream.
 */
public enum MissingKey {
  /** The stream fails at that element's place with a {@link KeyLoadException}. */
  FAIL,
  /** The element is dropped, through the discard hook. */
  SKIP,
  /** The element is combined with {@code null}. */
  PASS
}
