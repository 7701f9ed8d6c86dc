package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Random schedules of asks, cancels, answers and time, against a model that keeps plain lists. */
class SingleFlightScheduleTest {
  private static final int AGE = 5;
  private static final int MOST = 2;

  private enum Kind {
    ASK,
    CANCEL,
    VALUE,
    EMPTY,
    ERROR,
    WAIT
  }

  /** {@code n} is the key, but in CANCEL which ask, and in WAIT how many seconds. */
  private record Step(Kind kind, int n) {}

  @Provide
  Arbitrary<List<Step>> schedules() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Kind.ASK)), Tuple.of(4, Arbitraries.of(Kind.class))),
            Arbitraries.integers().between(0, 3))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 500)
  void anySchedule_endsAsTheModelSays(@ForAll("schedules") List<Step> schedule) {
    Real real = new Real();
    Model model = new Model();
    for (Step step : schedule) {
      real.take(step);
      model.take(step);
      assertThat(real.heard).as("%s of %s", step, schedule).isEqualTo(model.heard);
      assertThat(real.begun).as("loads begun: %s", schedule).isEqualTo(model.begun);
      assertThat(real.cancelled).as("loads cancelled: %s", schedule).isEqualTo(model.cancelled);
      assertThat(real.flights.size())
          .as("keys known: %s", schedule)
          .isEqualTo(model.flying.size() + model.remembered.size());
    }
  }

  private static final class Real {
    final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    final Map<Integer, Sinks.One<String>> running = new HashMap<>();
    final Flights<Integer, String> flights =
        new Flights<>(
            this::load,
            SingleFlightSpec.builder()
                .remember(Duration.ofSeconds(AGE), MOST)
                .scheduler(clock)
                .build());
    final List<Disposable> asks = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    int begun;
    int cancelled;

    private Mono<String> load(int key) {
      begun++;
      Sinks.One<String> sink = Sinks.one();
      running.put(key, sink);
      return sink.asMono().doOnCancel(() -> cancel(key, sink));
    }

    private void cancel(int key, Sinks.One<String> sink) {
      cancelled++;
      running.remove(key, sink);
    }

    void take(Step step) {
      Sinks.One<String> load = running.get(step.n);
      switch (step.kind) {
        case ASK -> {
          int id = asks.size();
          heard.add("");
          asks.add(
              MonoFlight.of(flights, step.n)
                  .subscribe(
                      value -> hear(id, value),
                      error -> hear(id, "!" + error.getMessage()),
                      () -> hear(id, ".")));
        }
        case CANCEL -> {
          if (asks.size() > step.n) {
            asks.get(asks.size() - 1 - step.n).dispose();
          }
        }
        case WAIT -> clock.advanceTimeBy(Duration.ofSeconds(step.n));
        default -> {
          if (load != null) {
            running.remove(step.n);
            if (step.kind == Kind.VALUE) {
              load.tryEmitValue("v" + begun).orThrow();
            } else if (step.kind == Kind.EMPTY) {
              load.tryEmitEmpty().orThrow();
            } else {
              load.tryEmitError(new IllegalStateException("e" + begun)).orThrow();
            }
          }
        }
      }
    }

    private void hear(int id, String signal) {
      heard.set(id, heard.get(id) + signal);
    }
  }

  private static final class Model {
    private record Remembered(String value, int at) {}

    final Map<Integer, List<Integer>> flying = new HashMap<>();
    final Map<Integer, Remembered> remembered = new LinkedHashMap<>(); // oldest first
    final List<String> heard = new ArrayList<>();
    int begun;
    int cancelled;
    int now;

    void take(Step step) {
      List<Integer> waiters = flying.get(step.n);
      switch (step.kind) {
        case ASK -> ask(step.n, waiters);
        case CANCEL -> cancel(heard.size() - 1 - step.n);
        case WAIT -> now += step.n;
        default -> {
          if (waiters != null) {
            flying.remove(step.n);
            answer(step, waiters);
          }
        }
      }
    }

    private void ask(int key, @Nullable List<Integer> waiters) {
      remembered.values().removeIf(old -> now - old.at >= AGE);
      Remembered known = remembered.get(key);
      heard.add(known == null ? "" : known.value + ".");
      int id = heard.size() - 1;
      if (known == null && waiters != null) {
        waiters.add(id);
      } else if (known == null) {
        begun++;
        flying.put(key, new ArrayList<>(List.of(id)));
      }
    }

    private void cancel(int id) {
      flying
          .entrySet()
          .removeIf(
              flight -> {
                boolean last =
                    flight.getValue().remove((Integer) id) && flight.getValue().isEmpty();
                cancelled += last ? 1 : 0;
                return last;
              });
    }

    private void answer(Step step, List<Integer> waiters) {
      String signal =
          switch (step.kind) {
            case VALUE -> "v" + begun + ".";
            case EMPTY -> ".";
            default -> "!e" + begun;
          };
      waiters.forEach(id -> heard.set(id, heard.get(id) + signal));
      if (step.kind == Kind.VALUE) {
        remembered.values().removeIf(old -> now - old.at >= AGE);
        remembered.put(step.n, new Remembered("v" + begun, now));
        if (remembered.size() > MOST) {
          remembered.remove(remembered.keySet().iterator().next());
        }
      }
    }
  }
}
