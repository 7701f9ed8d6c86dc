package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.cache.codec.Codec;
import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.metrics.Meter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A list that is being written: what is left of it, however it ends. */
class DiskDraftTest extends DiskScene {
  private static final String COUNTED =
      "SELECT (SELECT total(bytes) FROM entry) + (SELECT total(bytes) FROM adrift)";

  /** Does something in the middle of the tier's work. */
  private record Interrupted(Runnable onEncode, Runnable onFormat) implements Codec<String> {
    @Override
    public String format() {
      onFormat.run();
      return TEXTS.format();
    }

    @Override
    public byte[] encode(List<? extends String> values) {
      onEncode.run();
      return TEXTS.encode(values);
    }

    @Override
    public List<String> decode(byte[] bytes) {
      return TEXTS.decode(bytes);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void assertNothingIsLeft() throws SQLException {
    assertThat(number("SELECT count(*) FROM page")).isZero();
    assertThat(number("SELECT count(*) FROM entry")).isZero();
    assertThat(number("SELECT count(*) FROM adrift")).isZero();
    assertThat(number("SELECT bytes FROM total")).isZero();
  }

  @Test
  void abandonedWhileAPageIsEncoded_leavesNothing() throws SQLException {
    DiskTier tier = open();
    CountDownLatch encoding = new CountDownLatch(1);
    CountDownLatch abandoned = new CountDownLatch(1);
    Runnable wait =
        () -> {
          encoding.countDown();
          await(abandoned);
        };
    ListWriter<String> writer = tier.write(key("a"), new Interrupted(wait, () -> {}));
    CountDownLatch ended = new CountDownLatch(1);
    writer.append(List.of("x")).doFinally(any -> ended.countDown()).subscribe(null, e -> {});
    await(encoding);

    writer.abandon();
    settle(tier);
    abandoned.countDown();

    await(ended);
    settle(tier);
    assertNothingIsLeft();
  }

  /** Against the rules of a writer, but it must not cost the lists of others. */
  @Test
  @SuppressWarnings("try") // the lock is held
  void appendThatIsUnderWayAtTheCommit_costsNoOtherList() throws Exception {
    DiskTier tier = open();
    put(tier, "other", "kept");
    CountDownLatch encoding = new CountDownLatch(1);
    CountDownLatch committed = new CountDownLatch(1);
    AtomicReference<Runnable> onEncode = new AtomicReference<>(() -> {});
    ListWriter<String> writer =
        tier.write(
            key("a"),
            new Interrupted(() -> Objects.requireNonNull(onEncode.get()).run(), () -> {}));
    writer.append(List.of("first")).block(LONGEST);
    onEncode.set(
        () -> {
          encoding.countDown();
          await(committed);
        });
    CountDownLatch ended = new CountDownLatch(1);
    writer.append(List.of("late")).doFinally(any -> ended.countDown()).subscribe(null, e -> {});
    await(encoding);
    try (Connection lock = writeLock()) {
      writer.commit(HOUR).subscribe(null, e -> {});
      committed.countDown();
      await(ended);
    }
    settle(tier);

    assertThat(get(tier, "other")).contains(List.of("kept"));
    assertThat(get(tier, "a")).contains(List.of("first"));
    assertThat(asideFiles()).isZero();
  }

  @Test
  @SuppressWarnings("try") // the lock is held
  void abandonedBeforeItsLastPageIsWritten_countsNoMore() throws SQLException {
    DiskTier tier = open();
    ListWriter<String> writer = tier.write(key("a"), TEXTS);
    writer.append(List.of(noise(1, 3_000))).block(LONGEST);
    settle(tier);
    try (Connection lock = writeLock()) {
      for (int page = 0; page < 20; page++) { // the first keeps the writer busy, the last waits
        writer.append(List.of(noise(page, 3_000))).block(LONGEST);
      }
      writer.abandon();
    }

    settle(tier);
    assertNothingIsLeft();
    assertThat(meters.gauge(Meter.CACHE_DISK_BYTES)).isZero();
  }

  @Test
  void pageThatIsWrittenWhileItIsRead_isRead() throws SQLException {
    DiskTier tier = open();
    AtomicReference<Runnable> onFormat = new AtomicReference<>(() -> {});
    ListWriter<String> writer =
        tier.write(
            key("a"),
            new Interrupted(() -> {}, () -> Objects.requireNonNull(onFormat.get()).run()));
    Connection lock = writeLock();
    writer.append(List.of("x")).block(LONGEST);
    onFormat.set(
        () -> {
          onFormat.set(() -> {});
          unlock(lock);
          settle(tier);
        });

    assertThat(writer.page(0).block(LONGEST)).containsExactly("x");
    writer.abandon();
  }

  private static void unlock(Connection lock) {
    try {
      lock.close();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void listLargerThanTheTier_isRefusedAndOthersStay() throws SQLException {
    DiskTier tier = open(builder().maxBytes(1 << 20));
    put(tier, "small", "s");
    ListWriter<String> writer = tier.write(key("large"), TEXTS);
    writer.append(List.of(noise(1, 900_000))).block(LONGEST);
    writer.append(List.of(noise(2, 600_000))).block(LONGEST);

    assertThatThrownBy(() -> writer.append(List.of(noise(3, 900_000))).block(LONGEST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1048576");
    assertThatThrownBy(() -> writer.commit(HOUR).block(LONGEST))
        .isInstanceOf(IllegalStateException.class);
    writer.abandon();

    assertThat(get(tier, "small")).contains(List.of("s"));
    settle(tier);
    assertThat(number("SELECT bytes FROM total")).isEqualTo(number(COUNTED)).isLessThan(1_000);
  }

  @Test
  @SuppressWarnings("try") // the lock is held
  void commitsAndInvalidationsThatWaitTogether_areDoneInTheirOrder() throws SQLException {
    DiskTier tier = open();
    put(tier, "a", "old");
    ListWriter<String> early = tier.write(key("a"), TEXTS);
    early.append(List.of("early")).block(LONGEST);
    ListWriter<String> late = tier.write(key("b"), TEXTS);
    CountDownLatch ended = new CountDownLatch(3);
    try (Connection lock = writeLock()) {
      early.commit(HOUR).doFinally(any -> ended.countDown()).subscribe();
      tier.invalidate(KeyPattern.of("**")).doFinally(any -> ended.countDown()).subscribe();
      late.append(List.of("late")).block(LONGEST);
      late.commit(HOUR).doFinally(any -> ended.countDown()).subscribe();
      assertThat(get(tier, "a")).contains(List.of("old"));
    }

    await(ended);
    early.release();
    late.release();
    assertThat(get(tier, "a")).isEmpty();
    assertThat(get(tier, "b")).contains(List.of("late"));
  }
}
