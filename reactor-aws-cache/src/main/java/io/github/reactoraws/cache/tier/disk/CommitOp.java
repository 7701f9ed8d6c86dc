package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import reactor.core.publisher.MonoSink;

/** Makes a list seen. */
final class CommitOp implements DiskOp {
  private final Draft draft;
  private final EntryRow content;
  private final MonoSink<Void> sink;

  CommitOp(Draft draft, EntryRow content, MonoSink<Void> sink) {
    this.draft = draft;
    this.content = content;
    this.sink = sink;
  }

  @Override
  public void run(DiskRows rows) throws SQLException {
    if (draft.begin(rows)) {
      draft.publish(rows, content);
    }
  }

  @Override
  public void committed() {
    draft.committed();
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
}
