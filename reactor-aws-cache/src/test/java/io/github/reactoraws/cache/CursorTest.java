package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.codec.Codecs;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.metrics.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

class CursorTest {
  private static final CachePolicy POLICY = CachePolicy.fresh(Duration.ofHours(1));

  private final Engine engine =
      new Engine(
          64 << 10,
          List.of(),
          SecretOperations.allBut(List.of()),
          Schedulers.immediate(),
          Recorder.none(),
          () -> 0.5);
  private final Recording<Integer> endless =
      new Recording<>(
          engine,
          new Ask<>(
              CacheKey.of("test", "numbers"),
              Codecs.of(Integer.class),
              engine.ages(POLICY),
              POLICY.refreshTimeout(),
              Flux.never()),
          Way.SHARED,
          Context.empty());

  @Test
  void valueThatFillsItsChunkAsSomebodyLooks_isNotPassedOver() {
    List<Integer> read = new ArrayList<>();
    Cursor<Integer> cursor = new Cursor<>(endless, collecting(read));
    endless.start();
    cursor.beginAt(new FilledAsSomebodyLooks());
    cursor.request(Long.MAX_VALUE);

    cursor.begin();
    cursor.drain(); // as the thread that filled it does then

    assertThat(read).containsExactly(1, 2);
  }

  private static BaseSubscriber<Integer> collecting(List<Integer> read) {
    return new BaseSubscriber<>() {
      @Override
      protected void hookOnSubscribe(Subscription subscription) {}

      @Override
      protected void hookOnNext(Integer value) {
        read.add(value);
      }
    };
  }

  /** Empty when it is looked at, and full right after, with another value behind it. */
  private static final class FilledAsSomebodyLooks extends Chunk {
    private boolean looked;

    FilledAsSomebodyLooks() {
      super(0, 0);
    }

    @Override
    int size() {
      int before = super.size();
      if (!looked) {
        looked = true;
        append(1);
        Chunk following = new Chunk(1, 1);
        chain(following);
        following.append(2);
      }
      return before;
    }
  }
}
