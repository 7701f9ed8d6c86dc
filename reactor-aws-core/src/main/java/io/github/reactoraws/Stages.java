package io.github.reactoraws;

import io.github.reactoraws.FluxFlatMapAdaptive.Mode;
import io.github.reactoraws.adaptive.Limiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stages of a stream over AWS, and a way into one; meant to be imported statically. */
public final class Stages {
  private Stages() {}

  /**
   * Streams the pages of one of the SDK's own paginators.
   *
   * <pre>{@code
   * Flux<Vpc> vpcs = pages(ec2.describeVpcsPaginator()).concatMapIterable(page -> page.vpcs(), 1);
   * }</pre>
   *
   * <p>{@link Listing} does more; this is for code that holds such a publisher already. Its limits
   * are the SDK's: <b>Cancel</b> sends no further call, but lets the one in flight go on, and its
   * page may still arrive. <b>Demand:</b> a page is asked for when downstream wants one, never
   * ahead. There is no resuming, and a token that comes back for ever is followed for ever. Give it
   * the pages' publisher, not that of {@code items()}, which recurses once for each item of a page
   * and can stop without a signal.
   *
   * <p><b>Errors:</b> the SDK's exception, freed of the {@link CompletionException} around it.
   * <b>Threads:</b> the SDK's completion executor. <b>Memory:</b> one page; what holds pages
   * further down, as {@code flatMapIterable} does with 256, asks for so many.
   *
   * @param paginator what a client's {@code …Paginator} method returned
   * @param <R> the SDK's response class
   * @return its pages
   */
  public static <R> Flux<R> pages(Publisher<R> paginator) {
    return Flux.from(paginator)
        .onErrorMap(CompletionException.class, e -> e.getCause() == null ? e : e.getCause());
  }

  /**
   * Combines each element with the value of its key; the values are loaded in batches, with {@link
   * BatchSpec#defaults()}.
   *
   * @param keyOf an element's key; {@code null} for an element without one
   * @param loader loads the values of many keys in one call
   * @param combine puts an element and its value together; not {@code null}
   * @param <T> an element
   * @param <K> its key, with {@code equals} and {@code hashCode}
   * @param <V> the key's value
   * @param <R> element and value combined
   * @return a function for {@link Flux#transform}
   * @see #enrichBatched(Function, BatchLoader, BiFunction, BatchSpec)
   */
  public static <T, K, V, R> Function<Flux<T>, Flux<R>> enrichBatched(
      Function<? super T, ? extends @Nullable K> keyOf,
      BatchLoader<K, V> loader,
      BiFunction<? super T, ? super @Nullable V, ? extends R> combine) {
    return enrichBatched(keyOf, loader, combine, BatchSpec.defaults());
  }

  /**
   * Combines each element with the value of its key; the values are loaded in batches.
   *
   * <pre>{@code
   * Flux<Row> rows = instances.transform(enrichBatched(Instance::imageId, images, Row::new));
   * }</pre>
   *
   * <p>A batch leaves when it is full, when its oldest key has waited {@link BatchSpec#maxDelay()},
   * or when nothing more can come: upstream has completed, or all places for elements are taken
   * while downstream waits. A key that is asked for again joins the load that is gathered or in
   * flight, or takes the value that is {@linkplain BatchSpec.Builder#remember remembered}. Keys
   * that AWS left unprocessed are asked for again, and a batch that it refused is taken apart, as
   * {@link BatchSpec} bounds it.
   *
   * <p><b>Order:</b> that of upstream, unless {@link BatchSpec.Builder#unordered()}. <b>Demand:</b>
   * {@link BatchSpec#maxHeld()} elements are asked of upstream at once, and a further one only for
   * one that has left; none waits elsewhere. <b>Memory:</b> those elements, the loads of their
   * keys, and {@link BatchSpec#maxRemembered()} values. <b>Calls in flight:</b> {@link
   * BatchSpec#parallelism()}. <b>Cancel:</b> cancels them. <b>Discard:</b> what is held, what
   * fails, and what is skipped. <b>Threads:</b> adds none: elements leave on the thread of
   * upstream, of the loader, of whoever asks, or of the spec's scheduler. An upstream that blocks
   * in {@code request}, as {@code Flux.generate(queue::take)} does, holds up batches and answers
   * meanwhile, unless it is put behind {@link Flux#subscribeOn(reactor.core.scheduler.Scheduler)}.
   * <b>Context:</b> reaches the loader.
   *
   * <p><b>Errors</b> keep their place: the elements before it still get their values. An upstream
   * error comes behind the last element. A call that fails ends the stream with its error at the
   * first element that waited for it, and a suppressed exception names the keys. A key without a
   * value, or refused by itself, is what {@link BatchSpec#missing()} says; {@link KeyLoadException}
   * names it.
   *
   * @param keyOf an element's key; {@code null} for an element without one
   * @param loader loads the values of many keys in one call
   * @param combine puts an element and its value together; not {@code null}. The value is {@code
   *     null} only under {@link MissingKey#PASS}
   * @param spec sizes and bounds
   * @param <T> an element
   * @param <K> its key, with {@code equals} and {@code hashCode}
   * @param <V> the key's value
   * @param <R> element and value combined
   * @return a function for {@link Flux#transform}; each subscription has batches of its own
   */
  public static <T, K, V, R> Function<Flux<T>, Flux<R>> enrichBatched(
      Function<? super T, ? extends @Nullable K> keyOf,
      BatchLoader<K, V> loader,
      BiFunction<? super T, ? super @Nullable V, ? extends R> combine,
      BatchSpec spec) {
    Objects.requireNonNull(keyOf, "keyOf");
    Objects.requireNonNull(loader, "loader");
    Objects.requireNonNull(combine, "combine");
    Objects.requireNonNull(spec, "spec");
    return source -> FluxEnrichBatched.of(source, keyOf, loader, combine, spec);
  }

  /**
   * Passes an element unless an equal one has passed within the window.
   *
   * @param window how long an element is remembered; positive
   * @param <T> an element, with {@code equals} and {@code hashCode}
   * @return a function for {@link Flux#transform}
   * @throws IllegalArgumentException if {@code window} is not positive
   * @see #dedupWithin(Function, DedupSpec)
   */
  public static <T> Function<Flux<T>, Flux<T>> dedupWithin(Duration window) {
    return dedupWithin(Function.identity(), window);
  }

  /**
   * Passes an element unless its key has passed within the window.
   *
   * @param keyOf an element's key; never {@code null}
   * @param window how long a key is remembered; positive
   * @param <T> an element
   * @param <K> its key, with {@code equals} and {@code hashCode}
   * @return a function for {@link Flux#transform}
   * @throws IllegalArgumentException if {@code window} is not positive
   * @see #dedupWithin(Function, DedupSpec)
   */
  public static <T, K> Function<Flux<T>, Flux<T>> dedupWithin(
      Function<? super T, ? extends K> keyOf, Duration window) {
    return dedupWithin(keyOf, DedupSpec.within(window).build());
  }

  /**
   * Passes an element unless its key has passed within the window.
   *
   * <pre>{@code
   * Flux<Instance> once = instances.transform(dedupWithin(Instance::instanceId, ofMinutes(1)));
   * }</pre>
   *
   * <p>The window counts from the element that passed, or, if the spec is {@link
   * DedupSpec.Builder#renewing() renewing}, from its last repeat; exactly one window later the key
   * passes again. The clock is read for each element, but of those that upstream sends in one go
   * within one request, less than 0.05 ms apart, only for each 64th: should such a run come to a
   * sudden halt, the next 63 may be judged by the time before it. <b>Memory:</b> {@link
   * DedupSpec#maxKeys()} keys, with 24 to 48 bytes beside each, or 96 at most if renewing; the
   * oldest is forgotten first. <b>Demand:</b> that of downstream, and one more for each element
   * dropped. <b>Cancel:</b> forwards. <b>Discard:</b> what is dropped, and what fails.
   * <b>Errors:</b> forwards; a key function that throws or returns {@code null} cancels upstream
   * and fails. <b>Threads:</b> adds none; the spec's scheduler tells the time, in nanoseconds, and
   * runs nothing.
   *
   * @param keyOf an element's key; never {@code null}
   * @param spec the window's length and bounds
   * @param <T> an element
   * @param <K> its key, with {@code equals} and {@code hashCode}
   * @return a function for {@link Flux#transform}; each subscription has a memory of its own
   */
  public static <T, K> Function<Flux<T>, Flux<T>> dedupWithin(
      Function<? super T, ? extends K> keyOf, DedupSpec spec) {
    Objects.requireNonNull(keyOf, "keyOf");
    Objects.requireNonNull(spec, "spec");
    return source -> FluxDedupWithin.of(source, keyOf, () -> new DedupMemory<>(spec));
  }

  /**
   * Passes an element unless its key has passed within the window, here or in another pipeline that
   * shares {@code window}.
   *
   * @param keyOf an element's key; never {@code null}
   * @param window what is shared
   * @param <T> an element
   * @param <K> its key, with {@code equals} and {@code hashCode}
   * @return a function for {@link Flux#transform}
   * @see #dedupWithin(Function, DedupSpec)
   */
  public static <T, K> Function<Flux<T>, Flux<T>> dedupWithin(
      Function<? super T, ? extends K> keyOf, DedupWindow<K> window) {
    Objects.requireNonNull(keyOf, "keyOf");
    Objects.requireNonNull(window, "window");
    return source -> FluxDedupWithin.of(source, keyOf, () -> (key, inRun) -> window.admit(key));
  }

  /**
   * Calls AWS for each element, as many at once as {@code limiter} permits; results leave as they
   * come.
   *
   * <pre>{@code
   * Flux<Detail> details = arns.transform(flatMapAdaptive(arn -> describe(arn), limiter));
   * }</pre>
   *
   * <p>As {@link Flux#flatMap(Function)} of calls with one result at most, whose concurrency the
   * limiter finds by itself. A call starts when its element is here, downstream has asked for its
   * result and the limiter grants a permit, in the order of the elements; a {@link Mono} that is a
   * known value or emptiness needs no permit. Pipelines that share a limiter take turns.
   *
   * <p><b>Demand:</b> calls in flight and results never exceed what downstream has asked for, and
   * no more elements are asked of upstream than may start. <b>Memory:</b> as many elements that
   * wait for a permit as the limit was when they were asked for; results leave at once and are not
   * held. <b>Cancel:</b> cancels the calls in flight and gives their permits back. <b>Errors:</b>
   * the first one, of upstream, of the function or of a call, cancels the others and ends the
   * stream; {@link Flux#onErrorContinue} is heeded as by {@code flatMap}. {@link
   * java.util.concurrent.RejectedExecutionException} if more pipelines than {@link
   * io.github.reactoraws.adaptive.LimiterSpec#maxWaiting()} wait for the limiter. <b>Threads:</b>
   * adds none: results leave on the thread of a call, of upstream, or of whoever asks; calls begin
   * there too, or on the thread that frees a permit, or on the limiter's scheduler. A downstream
   * that blocks there holds up the other pipelines of the limiter. <b>Context:</b> reaches the
   * calls. <b>Discard:</b> elements that wait, and results that come after the end.
   *
   * @param call makes the call of an element: a {@link Mono} that does nothing before it is
   *     subscribed to, as {@link io.github.reactoraws.call.AwsCall#of} makes it
   * @param limiter grants the permits; one for each scope, so that others who call share it
   * @param <T> an element
   * @param <R> what its call brings
   * @return a function for {@link Flux#transform}
   */
  public static <T, R> Function<Flux<T>, Flux<R>> flatMapAdaptive(
      Function<? super T, ? extends Mono<? extends R>> call, Limiter limiter) {
    return flatMapAdaptive(call, limiter, Mode.EAGER);
  }

  /**
   * Does as {@link #flatMapAdaptive(Function, Limiter)}, but lets the other calls go on behind an
   * error, which comes at the end; of several, as one {@linkplain
   * reactor.core.Exceptions#unwrapMultiple composite}. At most 1,000 are kept for it; further ones
   * go to {@link reactor.core.publisher.Hooks#onErrorDropped}.
   *
   * @param call makes the call of an element
   * @param limiter grants the permits
   * @param <T> an element
   * @param <R> what its call brings
   * @return a function for {@link Flux#transform}
   */
  public static <T, R> Function<Flux<T>, Flux<R>> flatMapAdaptiveDelayError(
      Function<? super T, ? extends Mono<? extends R>> call, Limiter limiter) {
    return flatMapAdaptive(call, limiter, Mode.EAGER_DELAYING_ERRORS);
  }

  /**
   * Does as {@link #flatMapAdaptive(Function, Limiter)}, but keeps the order of the elements:
   * results that come early wait for those ahead of them, at most 256 and as many as the limit. An
   * error of a call comes when its turn has come.
   *
   * @param call makes the call of an element
   * @param limiter grants the permits
   * @param <T> an element
   * @param <R> what its call brings
   * @return a function for {@link Flux#transform}
   */
  public static <T, R> Function<Flux<T>, Flux<R>> flatMapSequentialAdaptive(
      Function<? super T, ? extends Mono<? extends R>> call, Limiter limiter) {
    return flatMapAdaptive(call, limiter, Mode.SEQUENTIAL);
  }

  /**
   * Does as {@link #flatMapSequentialAdaptive(Function, Limiter)}, with errors at the end as {@link
   * #flatMapAdaptiveDelayError(Function, Limiter)} has them.
   *
   * @param call makes the call of an element
   * @param limiter grants the permits
   * @param <T> an element
   * @param <R> what its call brings
   * @return a function for {@link Flux#transform}
   */
  public static <T, R> Function<Flux<T>, Flux<R>> flatMapSequentialAdaptiveDelayError(
      Function<? super T, ? extends Mono<? extends R>> call, Limiter limiter) {
    return flatMapAdaptive(call, limiter, Mode.SEQUENTIAL_DELAYING_ERRORS);
  }

  private static <T, R> Function<Flux<T>, Flux<R>> flatMapAdaptive(
      Function<? super T, ? extends Mono<? extends R>> call, Limiter limiter, Mode mode) {
    Objects.requireNonNull(call, "call");
    Objects.requireNonNull(limiter, "limiter");
    return source -> FluxFlatMapAdaptive.of(source, call, limiter, mode);
  }
}
