package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.CacheKey;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.cache.tier.TextCodec;
import io.github.reactoraws.metrics.Meter;
import io.github.reactoraws.metrics.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A folder, the tiers on it and what their meters say; and the file itself, by plain SQL. */
abstract class DiskScene {
  static final Duration LONGEST = Duration.ofSeconds(20);
  static final Codec<String> TEXTS = new TextCodec("text-1");
  static final EntryTimes HOUR =
      new EntryTimes(Duration.ZERO, Duration.ofMillis(1), Duration.ofHours(1));

  @TempDir Path folder;
  final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  final Meters meters = new Meters();
  private final List<DiskTier> opened = new ArrayList<>();

  @AfterEach
  void closeAll() {
    opened.forEach(DiskTier::close);
    clock.dispose();
  }

  DiskTier.Builder builder() {
    return DiskTier.builder(folder).scheduler(clock).recorder(meters);
  }

  DiskTier open(DiskTier.Builder builder) {
    DiskTier tier = builder.build();
    opened.add(tier);
    return tier;
  }

  DiskTier open() {
    return open(builder());
  }

  Path file() {
    return folder.resolve("cache.db");
  }

  static CacheKey key(String name) {
    return CacheKey.of("disk", name);
  }

  @SafeVarargs
  static void put(DiskTier tier, String name, List<String>... pages) {
    ListWriter<String> writer = tier.write(key(name), TEXTS);
    for (List<String> page : pages) {
      writer.append(page).block(LONGEST);
    }
    writer.commit(HOUR).block(LONGEST);
    writer.release();
  }

  static void put(DiskTier tier, String name, String text) {
    put(tier, name, List.of(text));
  }

  static Optional<StoredList<String>> found(DiskTier tier, String name) {
    return tier.find(key(name), TEXTS).blockOptional(LONGEST);
  }

  /** All values of a list; nothing if it is not found. */
  static Optional<List<String>> get(DiskTier tier, String name) {
    return found(tier, name)
        .map(
            list -> {
              try {
                return Flux.range(0, list.pages())
                    .concatMap(list::page)
                    .<String>concatMapIterable(page -> page)
                    .collectList()
                    .blockOptional(LONGEST)
                    .orElseThrow();
              } finally {
                list.release();
              }
            });
  }

  static long invalidated(DiskTier tier, String glob) {
    return tier.invalidate(KeyPattern.of(glob)).blockOptional(LONGEST).orElseThrow();
  }

  /** Waits until the writer has done all that was asked of it before. */
  static void settle(DiskTier tier) {
    invalidated(tier, "~disk/none");
  }

  /** Text that no compression makes much smaller. */
  static String noise(int seed, int length) {
    return new Random(seed)
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  Connection sql() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  void change(String... statements) throws SQLException {
    try (Connection connection = sql();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  long number(String query) throws SQLException {
    try (Connection connection = sql();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Keeps the writer of every tier from writing until it is closed. */
  Connection writeLock() throws SQLException {
    Connection connection = sql();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
    }
    return connection;
  }

  long asideFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().matches("cache\\.db\\.broken-\\d+"))
          .count();
    }
  }

  /** What was counted, and what the gauges show. */
  static final class Meters implements Recorder {
    private final Map<Meter, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Map<Meter, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public void count(Meter meter, long amount) {
      counts.computeIfAbsent(meter, any -> new AtomicLong()).addAndGet(amount);
    }

    @Override
    public Runnable watch(Meter meter, DoubleSupplier value) {
      gauges.put(meter, value);
      return () -> gauges.remove(meter, value);
    }

    long of(Meter meter) {
      AtomicLong count = counts.get(meter);
      return count == null ? 0 : count.get();
    }

    long gauge(Meter meter) {
      DoubleSupplier value = gauges.get(meter);
      return value == null ? -1 : (long) value.getAsDouble();
    }
  }
}
