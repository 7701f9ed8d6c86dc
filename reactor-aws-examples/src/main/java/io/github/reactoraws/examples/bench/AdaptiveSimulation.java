package io.github.reactoraws.examples.bench;

import static io.github.reactoraws.examples.bench.PeersReport.Asked.atLeast;
import static io.github.reactoraws.examples.bench.PeersReport.Asked.atMost;
import static io.github.reactoraws.examples.bench.PeersReport.Asked.nothing;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import io.github.reactoraws.examples.bench.PeersReport.Asked;
import io.github.reactoraws.examples.simulation.Bucket;
import io.github.reactoraws.examples.simulation.CallLog;
import io.github.reactoraws.examples.simulation.Governor;
import io.github.reactoraws.examples.simulation.NetflixLimit;
import io.github.reactoraws.examples.simulation.Scenario;
import io.github.reactoraws.examples.simulation.Step;
import io.github.reactoraws.examples.simulation.Workers;
import io.github.reactoraws.limit.Limit;
import io.github.reactoraws.limit.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The limit and the rate of this library beside fixed concurrency and the limits of Netflix's
 * concurrency-limits, on simulated servers in virtual time; the median of 21 seeds.
 *
 * <p>All clients repeat what was throttled as the SDK's standard retries do. The SDK's own adaptive
 * retry is not here: it reads the system's clock, and so cannot be driven in virtual time.
 */
public final class AdaptiveSimulation {
  private static final int SEEDS = 21;

  private static final List<Governor> GOVERNORS =
      List.of(
          new Governor("ours", Limits::bottleneck, Limits::learnedRate),
          limitOnly("fixed 16", () -> Limits.fixed(16)),
          limitOnly("flatMap 256", () -> Limits.fixed(256)),
          limitOnly("Gradient2", NetflixLimit::gradient2),
          limitOnly("Vegas windowed", NetflixLimit::windowedVegas),
          limitOnly("Vegas", NetflixLimit::vegas),
          limitOnly("AIMD", NetflixLimit::aimd));

  private static final double BUCKET_LATENCY = 0.08;
  private static final double WORK = 0.055; // unloaded
  private static final double WIDE_SPREAD = 0.5; // p99 is 3.2 times the median

  /** What one run of a scenario is asked for, and how its figures come about. */
  private record Trial(List<Asked> asked, Run run) {}

  @FunctionalInterface
  private interface Run {
    double[] figures(Governor governor, long seed);
  }

  private AdaptiveSimulation() {}

  /**
   * Runs for about three minutes, prints a table and writes {@code
   * target/bench/AdaptiveSimulation.csv}.
   *
   * @param args none
   * @throws IOException if the file cannot be written
   */
  public static void main(String... args) throws IOException {
    System.out.println("peers: " + Jars.nameOf(Gradient2Limit.class));
    PeersReport report =
        new PeersReport(AdaptiveSimulation.class, GOVERNORS.stream().map(Governor::name).toList());
    for (Trial trial : trials()) {
      List<double[]> medians = GOVERNORS.stream().map(each -> medians(trial, each)).toList();
      for (int i = 0; i < trial.asked.size(); i++) {
        int figure = i;
        report.add(trial.asked.get(i), medians.stream().map(each -> each[figure]).toList());
      }
    }
    report.publish(System.out);
  }

  private static Governor limitOnly(String name, Supplier<Limit> limit) {
    return new Governor(name, limit, Limits::unlimitedRate);
  }

  private static double[] medians(Trial trial, Governor governor) {
    double[][] runs =
        LongStream.rangeClosed(1, SEEDS)
            .parallel()
            .mapToObj(seed -> trial.run.figures(governor, seed))
            .toArray(double[][]::new);
    double[] medians = new double[trial.asked.size()];
    for (int i = 0; i < medians.length; i++) {
      int figure = i;
      medians[i] =
          Arrays.stream(runs).mapToDouble(run -> run[figure]).sorted().toArray()[SEEDS / 2];
    }
    return medians;
  }

  private static List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    trials.add(bucket(100, 20, 1));
    trials.add(bucket(50, 5, 4));
    trials.add(bucket(200, 5, 4));
    trials.add(bucket(15, 15, 100));
    trials.add(bucket(100, 100, 100));
    trials.add(workers(8, Double.POSITIVE_INFINITY));
    trials.add(workers(32, 5));
    trials.add(workers(100, 15));
    trials.add(scattered(32));
    trials.add(scattered(100));
    trials.add(workersStep());
    trials.add(bucketStep());
    trials.add(secondOfWorkers());
    trials.add(secondOfBucket());
    trials.add(slowDownstream());
    return trials;
  }

  private static Trial bucket(int capacity, double refill, double mostThrottledPercent) {
    String name = "S1 " + capacity + "/" + (int) refill + ": ";
    Bucket bucket = Bucket.of(capacity, refill, BUCKET_LATENCY);
    double seconds = 120;
    String throttled = name + "throttled, %";
    return new Trial(
        List.of(
            atLeast(0.98, name + "goodput of the possible"),
            mostThrottledPercent < 100
                ? atMost(mostThrottledPercent, throttled)
                : nothing(throttled),
            atMost(0, name + "failed calls"),
            atMost(1, name + "p99, s")),
        (governor, seed) -> {
          CallLog log = Scenario.bucket(governor, seed, bucket, seconds);
          return new double[] {
            log.succeeded(0, seconds) / bucket.possible(seconds),
            100 * log.throttledShare(),
            log.failed(),
            log.latency(0.99, 0, seconds)
          };
        });
  }

  private static Trial workers(int count, double mostSeconds) {
    String name = "S2 " + count + " workers: ";
    Workers workers = Workers.of(count, WORK);
    String until = name + "s to 90 % of capacity";
    return new Trial(
        List.of(
            atLeast(0.98, name + "share of capacity after 60 s"),
            atMost(1.3, name + "p50 of the unloaded"),
            mostSeconds < Double.POSITIVE_INFINITY ? atMost(mostSeconds, until) : nothing(until)),
        (governor, seed) -> figures(governor, seed, workers, count));
  }

  private static double[] figures(Governor governor, long seed, Workers workers, int count) {
    CallLog log = Scenario.workers(governor, seed, workers, 120);
    return new double[] {
      log.succeeded(60, 120) / workers.possible(60, 120),
      log.latency(0.5, 60, 120) / WORK,
      log.secondsUntil(0, 0.9 * workers.capacity(count), 1)
    };
  }

  /** Not asked for, but so are the latencies of real services. */
  private static Trial scattered(int count) {
    String name = "S2 " + count + " workers, scattered: ";
    Workers workers = Workers.of(count, WORK).scattered(WIDE_SPREAD);
    return new Trial(
        List.of(
            nothing(name + "share of capacity"),
            nothing(name + "p50 of the unloaded"),
            nothing(name + "s to 90 % of capacity")),
        (governor, seed) -> figures(governor, seed, workers, count));
  }

  private static Trial workersStep() {
    String name = "S3 workers 32, 8, 32: ";
    Workers workers = Workers.stepping(WORK, new Step(0, 32), new Step(60, 8), new Step(120, 32));
    return new Trial(
        List.of(
            atLeast(0.98, name + "goodput from 30 s on"),
            atMost(1.6, name + "p50 in the dip"),
            atMost(5, name + "s to recover")),
        (governor, seed) -> {
          CallLog log = Scenario.workers(governor, seed, workers, 180);
          return new double[] {
            log.succeeded(30, 180) / workers.possible(30, 180),
            log.latency(0.5, 60, 120) / WORK,
            log.secondsUntil(120, 0.9 * workers.capacity(32), 1)
          };
        });
  }

  private static Trial bucketStep() {
    String name = "S3 bucket 20, 5, 20: ";
    Bucket bucket =
        new Bucket(
            100, BUCKET_LATENCY, List.of(new Step(0, 20), new Step(60, 5), new Step(120, 20)));
    return new Trial(
        List.of(
            atLeast(0.98, name + "goodput"),
            atMost(5, name + "s to recover"),
            nothing(name + "throttled, %")),
        (governor, seed) -> {
          CallLog log = Scenario.bucket(governor, seed, bucket, 180);
          return new double[] {
            log.succeeded(0, 180) / bucket.possible(180),
            log.secondsUntil(120, 0.9 * 20, 1),
            100 * log.throttledShare()
          };
        });
  }

  private static Trial secondOfWorkers() {
    Workers workers = Workers.of(32, WORK);
    return new Trial(
        List.of(
            atLeast(0.95, "S4 32 workers: Jain index after 30 s"),
            nothing("S4 32 workers: p50 of the unloaded")),
        (governor, seed) -> {
          List<CallLog> logs = Scenario.secondOfWorkers(governor, seed, workers, 60, 120);
          return new double[] {
            jain(logs, 90, 120), logs.get(1).latency(0.5, 90, 120) / WORK,
          };
        });
  }

  private static Trial secondOfBucket() {
    Bucket bucket = Bucket.of(100, 20, BUCKET_LATENCY);
    return new Trial(
        List.of(
            atLeast(0.95, "S4 bucket 100/20: Jain index after 30 s"),
            nothing("S4 bucket 100/20: throttled, %, the second")),
        (governor, seed) -> {
          List<CallLog> logs = Scenario.secondOfBucket(governor, seed, bucket, 60, 120);
          return new double[] {jain(logs, 90, 120), 100 * logs.get(1).throttledShare()};
        });
  }

  private static Trial slowDownstream() {
    Workers workers = Workers.of(32, WORK);
    return new Trial(
        List.of(
            atMost(1.5, "S5 most in flight, of the knee"),
            atMost(5, "S5 s to full speed once it opens")),
        (governor, seed) -> {
          CallLog log = Scenario.slowDownstream(governor, seed, workers, 5, 60, 120);
          return new double[] {
            log.mostInFlight() / 32.0, log.secondsUntil(60, 0.9 * workers.capacity(32), 1)
          };
        });
  }

  /** Jain's fairness index of what the clients got: 1 if all got the same, 1/n if one got all. */
  private static double jain(List<CallLog> logs, double from, double to) {
    double sum = 0;
    double squares = 0;
    for (CallLog log : logs) {
      double got = log.succeeded(from, to);
      sum += got;
      squares += got * got;
    }
    return sum * sum / (logs.size() * squares);
  }
}
