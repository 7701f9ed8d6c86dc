package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.tier.disk.DiskTier;
import io.github.reactoraws.metrics.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store of which one file is damaged, and what a tier makes of it. */
final class FuzzCase {
  private static final String LOG = "cache.db-wal";
  private static final String MAIN = "cache.db";
  private static final int OPENINGS = 2;
  private static final int AT_ONCE = 4;
  private static final int NEW_GROUP = 2;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final FuzzStore store;
  private final String file;
  private final Damage damage;
  private final SplittableRandom random;
  private final Map<Sighting.Kind, Integer> seen = new EnumMap<>(Sighting.Kind.class);
  private final List<String> faults = new ArrayList<>();
  private long asides;
  private int hung;
  private int escaped;
  private boolean healedAtOnce;
  private boolean healed;

  FuzzCase(FuzzStore store, SplittableRandom random) {
    this.store = store;
    this.file = random.nextInt(3) == 0 ? LOG : MAIN;
    this.damage = Damage.anyOf(random);
    this.random = random;
  }

  /** Opens the damaged store twice: what the first opening leaves, the second must live with. */
  void run(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> entry : store.files().entrySet()) {
      boolean hit = entry.getKey().equals(file);
      byte[] bytes = entry.getValue();
      Files.write(folder.resolve(entry.getKey()), hit ? damage.done(bytes, random) : bytes);
    }
    for (int opening = 1; opening <= OPENINGS; opening++) {
      TierMeters meters = new TierMeters();
      long begin = System.nanoTime();
      healed = false;
      try (DiskTier tier = FuzzStore.open(folder, store.encrypted(), meters)) {
        look(tier);
        healed = storesAndServes(tier, opening);
        asides += meters.off();
      } catch (RuntimeException failed) {
        escaped(failed);
      }
      healedAtOnce |= opening == 1 && healed;
      if (System.nanoTime() - begin > LONGEST.toNanos()) {
        hung++;
        faults.add("an opening took longer than " + LONGEST);
      }
      asides += meters.of(Meter.CACHE_BROKEN);
    }
    if (!healed) {
      faults.add("was not healed");
    }
  }

  private void look(DiskTier tier) {
    Flux.range(FuzzStore.FIRST, FuzzStore.LAST - FuzzStore.FIRST + 1)
        .flatMap(
            n ->
                Sighting.of(tier, FuzzStore.GROUP, n)
                    .timeout(LONGEST)
                    .doOnNext(sighting -> note(n, sighting))
                    .onErrorResume(this::escaped),
            AT_ONCE)
        .blockLast(LONGEST.multipliedBy(2));
  }

  private synchronized void note(int number, Sighting sighting) {
    seen.merge(sighting.kind(), 1, Integer::sum);
    if (sighting.is(Sighting.Kind.WRONG)) {
      faults.add("list " + number + " was wrong");
    }
  }

  private boolean storesAndServes(DiskTier tier, int number) {
    StampedList fresh = new StampedList(NEW_GROUP, number, 1);
    return fresh
        .writeTo(tier)
        .onErrorComplete(IllegalStateException.class) // then it is not served, either
        .then(Mono.defer(() -> Sighting.of(tier, NEW_GROUP, number)))
        .map(sighting -> sighting.is(Sighting.Kind.RIGHT))
        .timeout(LONGEST)
        .onErrorResume(failed -> this.<Boolean>escaped(failed).defaultIfEmpty(false))
        .blockOptional()
        .orElse(false);
  }

  private synchronized <T> Mono<T> escaped(Throwable failed) {
    if (failed instanceof TimeoutException) {
      hung++;
    } else {
      escaped++;
    }
    faults.add(failed.toString());
    return Mono.empty();
  }

  int seen(Sighting.Kind kind) {
    return seen.getOrDefault(kind, 0);
  }

  boolean healedAtOnce() {
    return healedAtOnce;
  }

  boolean isHealed() {
    return healed;
  }

  int hung() {
    return hung;
  }

  int escaped() {
    return escaped;
  }

  /** How many answers, or files, were dropped since they were broken. */
  long dropped() {
    return asides;
  }

  List<String> faults() {
    return faults;
  }

  /** What was done to what. */
  @Override
  public String toString() {
    return damage + " of " + (store.encrypted() ? "encrypted " : "") + file;
  }
}
