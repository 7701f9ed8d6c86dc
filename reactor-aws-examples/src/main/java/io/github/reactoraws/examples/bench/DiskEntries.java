package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.codec.SdkCodec;
import io.github.reactoraws.cache.key.CacheKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Entries, each the first 4 KiB of some encoded instances, put into a new store, and read when it
 * was closed and opened again. The stores compress and decompress them on the way.
 */
final class DiskEntries {
  private static final int BYTES = 4_096;
  private static final int READS = 2; // of all entries, in random order

  private final List<TierEntries.Entry<byte[]>> entries = new ArrayList<>();
  private final List<TierEntries.Entry<byte[]>> shuffled;

  /** Makes entries of which no two are alike. */
  DiskEntries(int count) {
    SdkCodec<Instance> codec = SdkCodec.of(Instance.class);
    List<Instance> instances = SimulatedInstances.first(2_000);
    for (int i = 0; i < count; i++) {
      int step = 1 + i / instances.size();
      List<Instance> some = new ArrayList<>();
      byte[] encoded = {};
      for (int at = i; encoded.length < BYTES; at += step) {
        some.add(instances.get(at % instances.size()));
        encoded = codec.encode(some);
      }
      entries.add(
          new TierEntries.Entry<>(
              CacheKey.of("bench", "entries", "" + i), Arrays.copyOf(encoded, BYTES)));
    }
    this.shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, new Random(1));
  }

  /**
   * What one round took.
   *
   * @param puts a second
   * @param safePuts a second, until a kill of the process would lose none
   * @param gets a second
   * @param megabytes of the closed store
   * @param openMillis to open it and find a first entry
   */
  record Round(double puts, double safePuts, double gets, double megabytes, double openMillis) {}

  /** The rounds of some stores. */
  record Result(Map<String, List<Round>> rounds) {
    double median(String store, ToDoubleFunction<Round> figure) {
      return Rounds.median(
          rounds.getOrDefault(store, List.of()).stream().map(figure::applyAsDouble).toList());
    }
  }

  /** Measures stores in turn. */
  Result of(Rounds rounds, Map<String, Function<Path, EntryStore>> stores) throws Exception {
    Map<String, List<Round>> counted = new LinkedHashMap<>();
    for (int i = 0; i < rounds.warmups() + rounds.counted(); i++) {
      for (Map.Entry<String, Function<Path, EntryStore>> store : stores.entrySet()) {
        Round round = round(store.getValue());
        if (i >= rounds.warmups()) {
          counted.computeIfAbsent(store.getKey(), name -> new ArrayList<>()).add(round);
        }
      }
    }
    return new Result(counted);
  }

  private Round round(Function<Path, EntryStore> opening) throws Exception {
    try (TempFolder folder = new TempFolder(DiskEntries.class)) {
      long begun;
      double putSeconds;
      boolean safeWhenPut;
      try (EntryStore store = opening.apply(folder.path())) {
        safeWhenPut = store.isSafeWhenPut();
        begun = System.nanoTime();
        store.putAll(entries);
        putSeconds = Timed.secondsSince(begun);
      }
      double safeSeconds = safeWhenPut ? putSeconds : Timed.secondsSince(begun);
      double megabytes = folder.megabytes();
      long start = System.nanoTime();
      try (EntryStore store = opening.apply(folder.path())) {
        store.getAll(shuffled.subList(0, 1));
        double openMillis = 1e3 * Timed.secondsSince(start);
        start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
          store.getAll(shuffled);
        }
        return new Round(
            entries.size() / putSeconds,
            entries.size() / safeSeconds,
            READS * entries.size() / Timed.secondsSince(start),
            megabytes,
            openMillis);
      }
    }
  }
}
