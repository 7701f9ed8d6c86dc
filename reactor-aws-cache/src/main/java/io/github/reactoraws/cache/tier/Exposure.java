package io.github.reactoraws.cache.tier;

/** Who may read what a tier keeps. */
public enum Exposure {
  /** This process alone, as long as it runs. */
  PROCESS,
  /** Who has the key that it is encrypted with. */
  ENCRYPTED,
  /** Who can read the files, or the server, that it is kept in. */
  PLAIN
}
