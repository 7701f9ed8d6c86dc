package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Makes a list seen, and writes its only page, if it has but one. */
final class CommitOp implements DiskOp {
  private final Draft draft;
  private final EntryRow content;
  private final Map<Integer, byte[]> unwritten;
  private final byte @Nullable [] only;
  private final MonoSink<Void> sink;

  CommitOp(Draft draft, EntryRow content, Map<Integer, byte[]> unwritten, MonoSink<Void> sink) {
    this.draft = draft;
    this.content = content;
    this.unwritten = unwritten;
    this.only = content.pages() == 1 ? unwritten.get(0) : null;
    this.sink = sink;
  }

  @Override
  public void run(DiskRows rows) throws SQLException {
    if (draft.begin(rows)) {
      if (only != null && !draft.isUnfinished()) {
        draft.write(rows, 0, only.clone());
      }
      draft.publish(rows, content);
    }
  }

  @Override
  public void committed() {
    draft.published();
    if (draft.isKept()) {
      unwritten.remove(0);
    }
  }

  @Override
  public void failed(Throwable why) {
    draft.lose(why);
  }

  @Override
  public void signal() {
    Throwable lost = draft.lost();
    if (lost == null) {
      sink.success();
    } else {
      sink.error(lost);
    }
  }

  @Override
  public int bytes() {
    return only == null ? 0 : only.length;
  }
}
