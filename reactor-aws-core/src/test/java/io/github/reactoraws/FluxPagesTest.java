package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.subscriber.TestSubscriber;

class FluxPagesTest {
  private final ScriptedTurner turner = ScriptedTurner.open(3);

  @Test
  void beforeSubscribe_nothingIsCalled() {
    Flux<Integer> items = itemsOf(turner, 1);

    assertThat(turner.calls).isZero();

    StepVerifier.create(items, 0).thenCancel().verify();
    assertThat(turner.calls).as("subscribed, but nothing asked for").isZero();
  }

  @Test
  void itemsOfAllPages_arriveInOrder() {
    StepVerifier.create(itemsOf(turner, 1))
        .then(() -> turner.answer(0, 1, 2))
        .expectNext(1, 2)
        .then(() -> turner.answer(1, 3))
        .expectNext(3)
        .then(() -> turner.answer(2, 4, 5))
        .expectNext(4, 5)
        .verifyComplete();
    assertThat(turner.calls).isEqualTo(3);
  }

  @Test
  void noPrefetch_nextPageIsAskedForOnlyWhenThisOneIsUsedUp() {
    StepVerifier.create(itemsOf(turner, 0), 2)
        .then(() -> turner.answer(0, 1, 2))
        .expectNext(1, 2)
        .then(() -> assertThat(turner.calls).isEqualTo(1))
        .thenRequest(1)
        .then(() -> assertThat(turner.calls).isEqualTo(2))
        .thenCancel()
        .verify();
  }

  @Test
  void demandWithinThePage_sendsOneCall() {
    StepVerifier.create(itemsOf(turner, 1).take(2))
        .then(() -> turner.answer(0, 1, 2, 3, 4))
        .expectNext(1, 2)
        .verifyComplete();
    assertThat(turner.calls).isEqualTo(1);
  }

  @Test
  void firstItemOnly_sendsOneCall() {
    StepVerifier.create(itemsOf(turner, 1).next())
        .then(() -> turner.answer(0, 1, 2, 3, 4))
        .expectNext(1)
        .verifyComplete();
    assertThat(turner.calls).as("next() asks for everything and cancels").isEqualTo(1);
  }

  @Test
  void demandBeyondThePage_asksForTheNextWhileThisOneIsDelivered() {
    List<Integer> callsSeen = new ArrayList<>();
    Flux<Integer> items = itemsOf(turner, 1).doOnNext(i -> callsSeen.add(turner.calls));

    StepVerifier.create(items, 5)
        .then(() -> turner.answer(0, 1, 2, 3))
        .expectNext(1, 2, 3)
        .then(() -> assertThat(callsSeen).containsExactly(1, 2, 2))
        .thenCancel()
        .verify();
  }

  @Test
  void halfOfTheFirstPageOut_asksAhead() {
    StepVerifier.create(itemsOf(turner, 1), 1)
        .then(() -> turner.answer(0, 1, 2, 3, 4))
        .expectNext(1)
        .then(() -> assertThat(turner.calls).isEqualTo(1))
        .thenRequest(1)
        .expectNext(2)
        .then(() -> assertThat(turner.calls).as("half of the page is out").isEqualTo(2))
        .thenCancel()
        .verify();
  }

  @Test
  void prefetchOfTwo_holdsTwoPagesAheadAndNoMore() {
    ScriptedTurner five = ScriptedTurner.open(5);
    TestSubscriber<Integer> slow = TestSubscriber.builder().initialRequest(1).build();
    itemsOf(five, 2).subscribe(slow);
    five.answer(0, 1, 2, 3, 4);
    slow.request(1);
    five.answer(1, 6);
    five.answer(2, 7);

    assertThat(five.calls).as("one being delivered, two ahead").isEqualTo(3);
    assertThat(slow.getReceivedOnNext()).containsExactly(1, 2);
  }

  @Test
  void cancel_cancelsTheCallInFlight() {
    StepVerifier.create(itemsOf(turner, 1)).thenAwait().thenCancel().verify();

    assertThat(turner.cancels).isEqualTo(1);
  }

  @Test
  void cancelAhead_cancelsTheCallInFlightAndDiscardsWhatIsHeld() {
    StepVerifier.create(itemsOf(turner, 1), 2)
        .then(() -> turner.answer(0, 1, 2, 3))
        .expectNext(1, 2)
        .thenRequest(1)
        .expectNext(3)
        .thenRequest(1)
        .then(() -> turner.answer(1, 4, 5, 6))
        .expectNext(4)
        .then(() -> assertThat(turner.calls).isEqualTo(3))
        .thenCancel()
        .verifyThenAssertThat()
        .hasDiscardedExactly(5, 6);
    assertThat(turner.cancels).isEqualTo(1);
  }

  @Test
  void emptyPages_arePassedOver() {
    StepVerifier.create(itemsOf(turner, 1), 1)
        .then(() -> turner.answer(0))
        .then(() -> turner.answer(1))
        .then(() -> turner.answer(2, 7))
        .expectNext(7)
        .verifyComplete();
  }

  @Test
  void lastItemDelivered_completesWithoutFurtherDemand() {
    StepVerifier.create(itemsOf(ScriptedTurner.answering(List.of(Mono.just(List.of(1)))), 1), 1)
        .expectNext(1)
        .verifyComplete();
  }

  @Test
  void callFails_itemsBeforeItArriveFirst() {
    TestSubscriber<Integer> slow = TestSubscriber.builder().initialRequest(1).build();
    itemsOf(turner, 1).subscribe(slow);
    turner.answer(0, 1, 2, 3);
    slow.request(1);
    turner.fail(1, new IllegalStateException("boom"));

    assertThat(slow.isTerminated()).as("an item is still at hand").isFalse();
    slow.request(1);
    assertThat(slow.getReceivedOnNext()).containsExactly(1, 2, 3);
    assertThat(slow.expectTerminalError()).hasMessage("boom");
  }

  @Test
  void elementsCannotBeRead_fails() {
    Function<List<Integer>, List<Integer>> broken =
        page -> {
          throw new IllegalStateException("not a page");
        };

    StepVerifier.create(FluxPages.of(() -> turner, broken, new ReadAhead(1)))
        .then(() -> turner.answer(0, 1))
        .verifyErrorMessage("not a page");
  }

  @Test
  void callWithoutAnswer_fails() {
    StepVerifier.create(itemsOf(ScriptedTurner.answering(List.of(Mono.empty())), 1))
        .verifyErrorMessage("the call completed without a response");
  }

  @Test
  void answersAtOnce_neitherRecurseNorStop() {
    PageTurner<List<Integer>> endless =
        new PageTurner<>() {
          @Override
          public Mono<List<Integer>> first() {
            return Mono.just(List.of(1));
          }

          @Override
          public Optional<Mono<List<Integer>>> after(List<Integer> page) {
            return Optional.of(first());
          }
        };

    StepVerifier.create(itemsOf(endless, 1).take(200_000))
        .expectNextCount(200_000)
        .verifyComplete();
  }

  @Test
  void pageOf100_000Items_flowsWithoutRecursion() {
    List<Integer> big = IntStream.range(0, 100_000).boxed().toList();

    StepVerifier.create(itemsOf(ScriptedTurner.answering(List.of(Mono.just(big))), 1).limitRate(1))
        .expectNextCount(100_000)
        .verifyComplete();
  }

  @Test
  void fewItemsThroughOtherOperators_sendOneCall() {
    List<Integer> page = IntStream.range(0, 1_000).boxed().toList();
    List<Function<Flux<Integer>, Flux<Integer>>> consumers =
        List.of(
            items -> items.limitRate(5).take(10),
            items -> items.filter(i -> i % 2 == 1).take(10),
            items -> items.flatMap(Mono::just, 16).take(10),
            items -> items.concatMap(Mono::just).take(10),
            items -> items.takeUntil(i -> i == 9));
    for (Function<Flux<Integer>, Flux<Integer>> consumer : consumers) {
      ScriptedTurner pages =
          ScriptedTurner.answering(List.of(Mono.just(page), Mono.just(page), Mono.just(page)));

      StepVerifier.create(itemsOf(pages, 1).transform(consumer))
          .expectNextCount(10)
          .verifyComplete();
      assertThat(pages.calls).isEqualTo(1);
    }
  }

  @Test
  void pageAfterPage_isAskedAheadEvenIfEachIsOneElement() {
    StepVerifier.create(itemsOf(turner, 1), 1)
        .then(() -> turner.answer(0, 1))
        .expectNext(1)
        .then(() -> assertThat(turner.calls).isEqualTo(2))
        .thenCancel()
        .verify();
  }

  @Test
  void downstreamThrows_isToldAndTheNextCallIsNotLeftAlone() {
    TestSubscriber<Integer> told = TestSubscriber.create();
    Flux<Integer> skewed =
        itemsOf(turner, 1)
            .map(
                i -> {
                  if (i == 3) {
                    throw new NoSuchMethodError("fatal to Reactor");
                  }
                  return i;
                });
    skewed.subscribe(told);
    turner.answer(0, 1, 2, 3, 4);

    assertThat(told.getReceivedOnNext()).containsExactly(1, 2);
    assertThat(told.expectTerminalError()).isInstanceOf(NoSuchMethodError.class);
    assertThat(turner.cancels).as("the page ahead was on its way").isEqualTo(1);
  }

  @Test
  void context_reachesTheCall() {
    Mono<List<Integer>> call = Mono.deferContextual(c -> Mono.just(List.of(c.<Integer>get("n"))));

    StepVerifier.create(
            itemsOf(ScriptedTurner.answering(List.of(call)), 1).contextWrite(c -> c.put("n", 42)))
        .expectNext(42)
        .verifyComplete();
  }

  @Test
  void failureAfterCancel_isGivenToTheDroppedErrorHook() {
    List<Throwable> dropped = Collections.synchronizedList(new ArrayList<>());
    Hooks.onErrorDropped(dropped::add);
    try {
      Mono<List<Integer>> deaf =
          Mono.from(
              subscriber ->
                  subscriber.onSubscribe(
                      new org.reactivestreams.Subscription() {
                        @Override
                        public void request(long n) {}

                        @Override
                        public void cancel() {
                          subscriber.onError(new IllegalStateException("too late"));
                        }
                      }));
      StepVerifier.create(itemsOf(ScriptedTurner.answering(List.of(deaf)), 1))
          .thenAwait()
          .thenCancel()
          .verify(Duration.ofSeconds(5));
      assertThat(dropped).singleElement().satisfies(e -> assertThat(e).hasMessage("too late"));
    } finally {
      Hooks.resetOnErrorDropped();
    }
  }

  @Test
  void scan_tellsDemandAndWhatIsHeld() {
    TestSubscriber<Integer> slow = TestSubscriber.builder().initialRequest(1).build();
    itemsOf(turner, 1).subscribe(slow);
    turner.answer(0, 1, 2, 3);

    Scannable subscription = Scannable.from(slow.scan(Scannable.Attr.PARENT));
    assertThat(subscription.scan(Scannable.Attr.BUFFERED)).isEqualTo(2);
    assertThat(subscription.scan(Scannable.Attr.REQUESTED_FROM_DOWNSTREAM)).isZero();
    assertThat(subscription.scan(Scannable.Attr.PREFETCH)).isEqualTo(1);
    assertThat(subscription.scan(Scannable.Attr.CANCELLED)).isFalse();
    slow.cancel();
    assertThat(subscription.scan(Scannable.Attr.CANCELLED)).isTrue();
  }

  private static Flux<Integer> itemsOf(PageTurner<List<Integer>> turner, int prefetch) {
    return FluxPages.of(() -> turner, Function.identity(), new ReadAhead(prefetch));
  }
}
