package io.github.reactoraws.examples.bench;

/** The jars of the peers, whose names tell the versions. */
final class Jars {
  private Jars() {}

  static String nameOf(Class<?> type) {
    String path = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
