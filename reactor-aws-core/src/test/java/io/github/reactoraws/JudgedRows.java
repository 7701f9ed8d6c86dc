package io.github.reactoraws;

import io.github.reactoraws.EnrichJudge.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Whoever wants the rows; tells a judge of each signal. */
final class JudgedRows implements CoreSubscriber<Row> {
  private final EnrichJudge judge;
  private final FirstFailure failure;
  private @Nullable Subscription stream;
  boolean pulls; // one more, inside the next row
  boolean cancels; // inside the next row

  JudgedRows(EnrichJudge judge, FirstFailure failure) {
    this.judge = judge;
    this.failure = failure;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    stream = subscription;
  }

  void request(long n) {
    judge.requested(n);
    Objects.requireNonNull(stream).request(n);
  }

  void cancel() {
    judge.cancelled();
    Objects.requireNonNull(stream).cancel();
  }

  @Override
  public void onNext(Row row) {
    failure.keep(() -> judge.emitted(row));
    if (pulls) {
      pulls = false;
      request(1);
    }
    if (cancels) {
      cancels = false;
      cancel();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    failure.keep(() -> judge.failed(thrown));
  }

  @Override
  public void onComplete() {
    failure.keep(judge::completed);
  }
}
