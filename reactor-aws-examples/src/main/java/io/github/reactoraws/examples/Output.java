package io.github.reactoraws.examples;

/** Where resources are written, one after the other. */
interface Output extends AutoCloseable {

  void write(Resource resource);

  /** The run came to its end: what was written counts. */
  void complete();

  /** Without {@link #complete} before it: what was written does not count. */
  @Override
  void close();

  /** Keeps nothing. */
  static Output none() {
    return new Output() {
      @Override
      public void write(Resource resource) {}

      @Override
      public void complete() {}

      @Override
      public void close() {}
    };
  }
}
