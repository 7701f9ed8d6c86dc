package io.github.reactoraws.limit;

/** A limit that stays as it is. */
record FixedLimit(int limit) implements Limit {

  @Override
  public void onSample(Sample sample) {}
}
