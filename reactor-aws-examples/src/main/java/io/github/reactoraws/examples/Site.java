package io.github.reactoraws.examples;

/** A place, and what it takes to list something there. */
record Site(Place place, Clients clients, ImageNames imageNames, int pageSize) {

  /** The page size, where a service allows no more than {@code most}. */
  int pageSize(int most) {
    return Math.min(pageSize, most);
  }
}
