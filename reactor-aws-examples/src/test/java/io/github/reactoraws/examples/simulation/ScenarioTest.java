package io.github.reactoraws.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.limit.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The limit and the rate together against simulated servers. The bounds leave some room beside what
 * the benchmark asks of the median, since here one seed has to do.
 */
class ScenarioTest {
  private static final long SEED = 42;
  private static final double WORK = 0.055;

  private final Governor ours = new Governor("ours", Limits::bottleneck, Limits::learnedRate);
  private final Governor sixteen =
      new Governor("16", () -> Limits.fixed(16), Limits::unlimitedRate);

  @Test
  void oneSeed_tellsOneStory() {
    Bucket bucket = Bucket.of(100, 20, 0.08);
    CallLog one = Scenario.bucket(ours, SEED, bucket, 30);
    CallLog same = Scenario.bucket(ours, SEED, bucket, 30);
    CallLog other = Scenario.bucket(ours, SEED + 1, bucket, 30);
    assertThat(story(same)).isEqualTo(story(one));
    assertThat(story(other)).isNotEqualTo(story(one));
  }

  @Test
  void fixedConcurrency_wastesNearlyAllAttemptsOnABucket() {
    CallLog log = Scenario.bucket(sixteen, SEED, Bucket.of(100, 20, 0.08), 60);
    assertThat(log.throttledShare()).isGreaterThan(0.9);
    assertThat(log.failed()).isGreaterThan(1_000);
  }

  @Test
  void bucket_isUsedUpAndHardlyEverThrottles() {
    Bucket bucket = Bucket.of(100, 20, 0.08);
    CallLog log = Scenario.bucket(ours, SEED, bucket, 120);
    assertThat(log.succeeded(0, 120) / bucket.possible(120)).isGreaterThan(0.98);
    assertThat(log.throttledShare()).isLessThan(0.012);
    assertThat(log.failed()).isZero();
    assertThat(log.latency(0.99, 0, 120)).isLessThan(1);
  }

  @Test
  void slowBucket_isUsedUpAndSeldomThrottles() {
    Bucket bucket = Bucket.of(200, 5, 0.08);
    CallLog log = Scenario.bucket(ours, SEED, bucket, 120);
    assertThat(log.succeeded(0, 120) / bucket.possible(120)).isGreaterThan(0.98);
    assertThat(log.throttledShare()).isLessThan(0.045);
    assertThat(log.failed()).isZero();
    assertThat(log.latency(0.99, 0, 120)).isLessThan(1.3);
  }

  @Test
  void bucketThatChanges_isFollowed() {
    Bucket bucket =
        new Bucket(100, 0.08, List.of(new Step(0, 20), new Step(60, 5), new Step(120, 20)));
    CallLog log = Scenario.bucket(ours, SEED, bucket, 180);
    assertThat(log.succeeded(0, 180) / bucket.possible(180)).isGreaterThan(0.98);
    assertThat(log.secondsUntil(120, 18, 1)).isLessThan(9);
    assertThat(log.failed()).isZero();
  }

  @Test
  void bucketOfTwoClients_isShared() {
    List<CallLog> logs = Scenario.secondOfBucket(ours, SEED, Bucket.of(100, 20, 0.08), 60, 120);
    assertThat((double) logs.get(0).succeeded(90, 120)).isBetween(210.0, 390.0);
    assertThat((double) logs.get(1).succeeded(90, 120)).isBetween(210.0, 390.0);
  }

  @Test
  void workers_areKeptBusyWithoutAQueue() {
    Workers workers = Workers.of(32, WORK);
    CallLog log = Scenario.workers(ours, SEED, workers, 120);
    assertThat(log.secondsUntil(0, 0.9 * workers.capacity(32), 1)).isLessThan(6);
    assertThat(log.succeeded(60, 120) / workers.possible(60, 120)).isGreaterThan(0.97);
    assertThat(log.latency(0.5, 60, 120)).isLessThan(1.3 * WORK);
  }

  @Test
  void latenciesThatScatterWidely_hideNoRoom() {
    Workers workers = Workers.of(100, WORK).scattered(0.5);
    CallLog log = Scenario.workers(ours, SEED, workers, 120);
    assertThat(log.secondsUntil(0, 0.9 * workers.capacity(100), 1)).isLessThan(15);
    assertThat(log.succeeded(60, 120) / workers.possible(60, 120)).isGreaterThan(0.95);
    assertThat(log.latency(0.5, 60, 120)).isLessThan(1.4 * WORK);
  }

  @Test
  void workersThatLeaveAndComeBack_areFollowed() {
    Workers workers = Workers.stepping(WORK, new Step(0, 32), new Step(60, 8), new Step(120, 32));
    CallLog log = Scenario.workers(ours, SEED, workers, 180);
    assertThat(log.latency(0.5, 60, 120)).isLessThan(1.6 * WORK);
    assertThat(log.secondsUntil(120, 0.9 * workers.capacity(32), 1)).isLessThan(6);
  }

  @Test
  void workersOfTwoClients_areShared() {
    List<CallLog> logs = Scenario.secondOfWorkers(ours, SEED, Workers.of(32, WORK), 60, 120);
    double first = logs.get(0).succeeded(90, 120);
    double second = logs.get(1).succeeded(90, 120);
    assertThat(first / second).isBetween(0.6, 1.6);
  }

  @Test
  void slowDownstream_doesNotGrowTheLimit() {
    Workers workers = Workers.of(32, WORK);
    CallLog slow = Scenario.slowDownstream(ours, SEED, workers, 5, 60, 60);
    assertThat(slow.mostInFlight()).isLessThanOrEqualTo(5);
    assertThat(slow.succeeded(0, 60)).isBetween(295, 300);
    CallLog opened = Scenario.slowDownstream(ours, SEED, workers, 5, 60, 90);
    assertThat(opened.mostInFlight()).isLessThan(48);
    assertThat(opened.secondsUntil(60, 0.9 * workers.capacity(32), 1)).isLessThan(6);
  }

  private static List<Object> story(CallLog log) {
    return List.of(
        log.succeeded(0, 30), log.throttledShare(), log.latency(0.5, 0, 30), log.mostInFlight());
  }
}
