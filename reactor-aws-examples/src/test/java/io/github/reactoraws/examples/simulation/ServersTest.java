package io.github.reactoraws.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.reactoraws.limit.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ServersTest {
  private static final long SECOND = 1_000_000_000;

  private final EventQueue events = new EventQueue();
  private final List<Outcome> replies = new ArrayList<>();

  @Test
  void bucket_givesWhatItHoldsAndThenWhatComes() {
    BucketServer server = new BucketServer(events, latency(10), 5, 2);
    ask(server, 8);
    events.runUntil(SECOND);
    assertThat(count(Outcome.SUCCEEDED)).isEqualTo(5);
    assertThat(count(Outcome.THROTTLED)).isEqualTo(3);
    ask(server, 3);
    events.runUntil(2 * SECOND);
    assertThat(count(Outcome.SUCCEEDED)).isEqualTo(7);
  }

  @Test
  void bucketThatIsRefilledFaster_givesMore() {
    BucketServer server = new BucketServer(events, latency(10), 100, 1);
    ask(server, 100);
    server.refillAt(50);
    events.runUntil(SECOND);
    ask(server, 60);
    events.runUntil(2 * SECOND);
    assertThat(count(Outcome.SUCCEEDED)).isEqualTo(150);
  }

  @Test
  void throttle_isAnsweredFast() {
    BucketServer server = new BucketServer(events, latency(1_000), 1, 0.001);
    ask(server, 2);
    events.runUntil(SECOND / 2);
    assertThat(replies).containsExactly(Outcome.THROTTLED);
  }

  @Test
  void workers_workOnSoManyAtOnce() {
    WorkerServer server = new WorkerServer(events, latency(100), 4);
    ask(server, 1_000);
    events.runUntil(10 * SECOND);
    double perSecond = replies.size() / 10.0;
    assertThat(perSecond).isCloseTo(40, within(0.5));
  }

  @Test
  void workersThatLeave_finishFirst() {
    WorkerServer server = new WorkerServer(events, latency(100), 4);
    ask(server, 5);
    server.employ(0);
    events.runUntil(10 * SECOND);
    assertThat(replies).hasSize(4);
    server.employ(1);
    events.runUntil(11 * SECOND);
    assertThat(replies).hasSize(5);
  }

  private Jitter latency(long millis) {
    return new Jitter(millis * 1_000_000, 0, new SplittableRandom(1));
  }

  private void ask(Server server, int times) {
    for (int i = 0; i < times; i++) {
      server.accept(replies::add);
    }
  }

  private int count(Outcome outcome) {
    return Collections.frequency(replies, outcome);
  }
}
