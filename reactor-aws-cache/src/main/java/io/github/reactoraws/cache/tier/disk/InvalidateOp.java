package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.key.KeyPattern;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Takes the keys of all lists that match. */
final class InvalidateOp implements DiskOp {
  private final KeyPattern pattern;
  private final MonoSink<Long> sink;
  private volatile long count;
  private volatile @Nullable Throwable failure;

  InvalidateOp(KeyPattern pattern, MonoSink<Long> sink) {
    this.pattern = pattern;
    this.sink = sink;
  }

  @Override
  public void run(DiskRows rows) throws SQLException {
    count = rows.orphan(pattern);
  }

  @Override
  public void failed(Throwable why) {
    failure = why;
  }

  @Override
  public void signal() {
    Throwable known = failure;
    if (known == null) {
      sink.success(count);
    } else {
      sink.error(known);
    }
  }
}
