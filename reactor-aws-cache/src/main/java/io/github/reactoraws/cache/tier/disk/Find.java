package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.codec.Codec;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Somebody looks for a list, which is handed over, or released if nobody wants it any more. */
final class Find<T> {
  private final String path;
  private final Codec<T> codec;
  private final MonoSink<DiskList<T>> sink;
  private final AtomicBoolean taken;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private @Nullable FoundRow row;
  private @Nullable Throwable failure;

  /**
   * @param taken is set when who looks has the list
   */
  Find(String path, Codec<T> codec, MonoSink<DiskList<T>> sink, AtomicBoolean taken) {
    this.path = path;
    this.codec = codec;
    this.sink = sink;
    this.taken = taken;
    sink.onCancel(() -> cancelled.set(true));
  }

  /** Looks for the row, which is held then. */
  void look(DiskReader reader, Desk desk) {
    try {
      row = cancelled.get() ? null : reader.row(desk, path, codec.format());
    } catch (RuntimeException | Error failed) {
      failure = failed;
    }
  }

  /** Signals what was found. */
  void answer(DiskReader reader, Desk desk) {
    DiskList<T> list = null;
    try {
      list = row == null ? null : reader.list(desk, row, codec);
    } catch (RuntimeException | Error failed) {
      failure = failed;
    }
    if (failure != null) {
      sink.error(failure);
    } else if (list == null) {
      sink.success();
    } else {
      handOver(list);
    }
  }

  private void handOver(DiskList<T> list) {
    sink.onDispose(() -> releaseUnwanted(list));
    sink.success(list);
    releaseUnwanted(list);
  }

  private void releaseUnwanted(DiskList<T> list) {
    if (cancelled.get() && !taken.get()) {
      list.release();
    }
  }
}
