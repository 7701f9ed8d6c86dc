package io.github.reactoraws.cache.tier.disk;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Writes a page. */
final class PageOp implements DiskOp {
  private final DiskWriter writer;
  private final Draft draft;
  private final int page;
  private final byte[] sealed;
  private final Map<Integer, byte[]> unwritten;
  private final AtomicReference<@Nullable MonoSink<Void>> sink;

  PageOp(
      DiskWriter writer,
      Draft draft,
      int page,
      byte[] sealed,
      Map<Integer, byte[]> unwritten,
      @Nullable MonoSink<Void> sink) {
    this.writer = writer;
    this.draft = draft;
    this.page = page;
    this.sealed = sealed;
    this.unwritten = unwritten;
    this.sink = new AtomicReference<>(sink);
  }

  @Override
  public void run(DiskRows rows) throws SQLException {
    if (writer.isCrowded()) {
      draft.lose(new IllegalStateException("lists being written take all that the tier may keep"));
    }
    if (draft.begin(rows)) {
      draft.write(rows, page, sealed.clone());
      writer.unfinished(draft);
    }
  }

  @Override
  public void committed() {
    draft.committed();
    if (draft.lost() == null) {
      unwritten.remove(page);
    }
  }

  @Override
  public void failed(Throwable why) {
    draft.lose(why);
  }

  @Override
  public void signal() {
    MonoSink<Void> waiting = sink.getAndSet(null);
    if (waiting != null) {
      Throwable lost = draft.lost();
      if (lost == null) {
        waiting.success();
      } else {
        waiting.error(lost);
      }
    }
  }

  @Override
  public int bytes() {
    return sealed.length;
  }
}
