package io.github.reactoraws;

/** Decides which keys pass. */
@FunctionalInterface
interface Admission<K> {

  /**
   * Lets a key pass, or not.
   *
   * @param key not {@code null}
   * @param inRun whether it comes in one go with the one before, within one request
   */
  boolean admit(K key, boolean inRun);
}
