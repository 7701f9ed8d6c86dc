package io.github.reactoraws;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable.ConditionalSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Drops the elements whose keys are not admitted.
 *
 * @param <T> an element
 * @param <K> its key
 */
final class FluxDedupWithin<T, K> extends FluxOperator<T, T> {
  private final Function<? super T, ? extends K> keyOf;
  private final Supplier<? extends Admission<K>> memories;

  private FluxDedupWithin(
      Flux<? extends T> source,
      Function<? super T, ? extends K> keyOf,
      Supplier<? extends Admission<K>> memories) {
    super(source);
    this.keyOf = keyOf;
    this.memories = memories;
  }

  /** Asks {@code memories} once for each subscription which keys are admitted. */
  static <T, K> Flux<T> of(
      Flux<? extends T> source,
      Function<? super T, ? extends K> keyOf,
      Supplier<? extends Admission<K>> memories) {
    return onAssembly(new FluxDedupWithin<>(source, keyOf, memories));
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> downstream) {
    source.subscribe(new DedupSubscriber<>(downstream, keyOf, memories.get()));
  }

  /*
   * The memory is touched in onNext and tryOnNext alone, which Reactive Streams keeps serial. A
   * source that knows tryOnNext learns from its answer that an element was dropped, and sends the
   * next without being asked; any other has to be asked for one more.
   *
   * Requests may come from many threads at once, and then spoil each other's `pulling`: but a thread
   * that finds itself in it is inside its own request, since it alone writes itself there and takes
   * itself out. Those who do not find themselves read the clock more often than they must.
   */
  private static final class DedupSubscriber<T, K>
      implements ConditionalSubscriber<T>, Subscription, Scannable {
    private final CoreSubscriber<? super T> downstream;
    private final Function<? super T, ? extends K> keyOf;
    private final Admission<K> memory;
    private final Context context;

    private @Nullable Subscription upstream;
    private boolean done;
    private @Nullable Thread pulling; // is the current one inside request(); else any other
    private boolean begun; // the run of elements within that request

    DedupSubscriber(
        CoreSubscriber<? super T> downstream,
        Function<? super T, ? extends K> keyOf,
        Admission<K> memory) {
      this.downstream = downstream;
      this.keyOf = keyOf;
      this.memory = memory;
      this.context = downstream.currentContext();
    }

    private Subscription upstream() {
      return Objects.requireNonNull(upstream);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      if (Operators.validate(upstream, subscription)) {
        upstream = subscription;
        downstream.onSubscribe(this);
      }
    }

    @Override
    public void onNext(T element) {
      if (!tryOnNext(element)) {
        upstream().request(1);
      }
    }

    @Override
    public boolean tryOnNext(T element) {
      if (done) {
        Operators.onNextDropped(element, context);
        return true;
      }
      boolean admitted;
      try {
        admitted =
            memory.admit(
                Objects.requireNonNull(
                    keyOf.apply(element), () -> "keyOf returned null for " + element),
                inRun());
      } catch (Throwable thrown) {
        onError(Operators.onOperatorError(upstream, thrown, element, context));
        Operators.onDiscard(element, context);
        return true;
      }
      if (admitted) {
        downstream.onNext(element);
      } else {
        Operators.onDiscard(element, context);
      }
      return admitted;
    }

    @Override
    public void onError(Throwable failure) {
      if (done) {
        Operators.onErrorDropped(failure, context);
        return;
      }
      done = true;
      downstream.onError(failure);
    }

    @Override
    public void onComplete() {
      if (!done) {
        done = true;
        downstream.onComplete();
      }
    }

    private boolean inRun() {
      boolean inRun = begun && pulling == Thread.currentThread();
      begun = true;
      return inRun;
    }

    @Override
    public void request(long n) {
      if (pulling != null) {
        upstream().request(n);
        return;
      }
      pulling = Thread.currentThread();
      begun = false;
      try {
        upstream().request(n);
      } finally {
        pulling = null;
      }
    }

    @Override
    public void cancel() {
      upstream().cancel();
    }

    @Override
    public Context currentContext() {
      return context;
    }

    @Override
    @SuppressWarnings("rawtypes") // Scannable's own signature
    public @Nullable Object scanUnsafe(Attr key) {
      if (key == Attr.PARENT) {
        return upstream;
      }
      if (key == Attr.ACTUAL) {
        return downstream;
      }
      if (key == Attr.TERMINATED) {
        return done;
      }
      return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
    }
  }
}
