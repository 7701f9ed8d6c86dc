package io.github.reactoraws.examples.bench;

import java.util.List;

/** A store on disk that is open. */
interface EntryStore extends AutoCloseable {

  /** Puts all, as many at once as suits the store. */
  void putAll(List<TierEntries.Entry<byte[]>> entries) throws Exception;

  /** Whether what was put outlives a kill of the process at once, not only after a close. */
  boolean isSafeWhenPut();

  /** Reads all; fails unless it finds what was put. */
  void getAll(List<TierEntries.Entry<byte[]>> entries) throws Exception;

  @Override
  void close();
}
