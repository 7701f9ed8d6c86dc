package io.github.reactoraws.examples.bench;

import java.util.List;

/** A store on disk that is open. */
interface EntryStore extends AutoCloseable {

  /** Puts all, as many at once as suits the store. */
  void putAll(List<TierEntries.Entry<byte[]>> entries) throws Exception;

  /** Whether a kill of the process loses nothing that was put, or only nothing that was closed. */
  boolean isSafeWhenPut();

  /** Reads all; fails unless it finds what was put. */
  void getAll(List<TierEntries.Entry<byte[]>> entries) throws Exception;

  @Override
  void close();
}
