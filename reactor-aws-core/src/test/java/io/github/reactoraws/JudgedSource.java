package io.github.reactoraws;

import io.github.reactoraws.EnrichJudge.Element;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** Holds elements, and sends them as soon as they are asked for, even inside the request. */
final class JudgedSource extends Flux<Element> implements Subscription {
  private final EnrichJudge judge;
  private final FirstFailure failure;
  private final Deque<Element> stock = new ArrayDeque<>();
  private @Nullable CoreSubscriber<? super Element> subscriber;
  private long asked;
  private boolean sending;
  private boolean ending;
  private @Nullable Throwable ends;
  private boolean over;

  JudgedSource(EnrichJudge judge, FirstFailure failure) {
    this.judge = judge;
    this.failure = failure;
  }

  @Override
  public void subscribe(CoreSubscriber<? super Element> actual) {
    subscriber = actual;
    actual.onSubscribe(this);
  }

  void add(Element element) {
    if (!ending) {
      stock.add(element);
      send();
    }
  }

  void end(@Nullable Throwable thrown) {
    if (!ending) {
      ending = true;
      ends = thrown;
      send();
    }
  }

  private void send() {
    if (sending) {
      return;
    }
    sending = true;
    CoreSubscriber<? super Element> to = Objects.requireNonNull(subscriber);
    while (!over && asked > 0 && !stock.isEmpty()) {
      asked--;
      Element element = stock.remove();
      failure.keep(() -> judge.arrives(element));
      to.onNext(element);
      judge.hasArrived();
    }
    sending = false;
    if (!over && ending && stock.isEmpty()) {
      over = true;
      failure.keep(() -> judge.upstreamEnds(ends));
      if (ends == null) {
        to.onComplete();
      } else {
        to.onError(ends);
      }
    }
  }

  @Override
  public void request(long n) {
    failure.keep(() -> judge.upstreamAsked(n));
    asked += n;
    send();
  }

  @Override
  public void cancel() {
    if (!over) {
      over = true;
      failure.keep(judge::upstreamIsCancelled);
    }
  }
}
