package io.github.reactoraws;

/**
 * What becomes of an element that has no key, or whose key brought no value: AWS does not know it,
 * or failed for this key alone.
 */
public enum MissingKey {
  /** The stream fails at that element's place with a {@link KeyLoadException}. */
  FAIL,
  /** The element is dropped, through the discard hook. */
  SKIP,
  /** The element is combined with {@code null}. */
  PASS
}
