package io.github.reactoraws;

/** The front door of the library. */
public final class Stages {
  private Stages() {}
}
