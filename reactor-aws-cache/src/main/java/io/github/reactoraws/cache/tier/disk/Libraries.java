package io.github.reactoraws.cache.tier.disk;

/** Libraries that not every user of the cache has. */
final class Libraries {
  private Libraries() {}

  /**
   * Looks for one.
   *
   * @throws IllegalStateException if it is not there, saying what to add
   */
  static void require(String type, String artifact) {
    try {
      Class.forName(type, false, Libraries.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException("the disk tier needs " + artifact, missing);
    }
  }
}
