package io.github.reactoraws.cache.tier.disk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the writer does in one transaction. */
final class Batch {
  private static final int MOST_OPS = 128; // while they are committed, others come
  private static final long MOST_BYTES = 4L << 20;

  private final List<DiskOp> ops = new ArrayList<>();
  private long bytes;

  /** Adds an operation, if there is one, and what is queued as far as there is room. */
  void fill(@Nullable DiskOp first, WorkQueue<DiskOp> queue) {
    for (DiskOp op = first; op != null; op = hasRoom() ? queue.poll() : null) {
      ops.add(op);
      bytes += op.bytes();
    }
  }

  boolean hasRoom() {
    return ops.size() < MOST_OPS && bytes < MOST_BYTES;
  }

  boolean isEmpty() {
    return ops.isEmpty();
  }

  List<DiskOp> ops() {
    return ops;
  }

  long bytes() {
    return bytes;
  }
}
