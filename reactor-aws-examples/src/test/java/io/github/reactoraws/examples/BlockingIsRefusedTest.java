package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockingIsRefusedTest {

  @Test
  void blockingOnAParallelThread_fails() {
    Mono<Boolean> sleeping =
        Mono.fromCallable(
                () -> {
                  Thread.sleep(1);
                  return true;
                })
            .subscribeOn(Schedulers.parallel());
    assertThatThrownBy(sleeping::block).hasRootCauseInstanceOf(BlockingOperationError.class);
  }
}
