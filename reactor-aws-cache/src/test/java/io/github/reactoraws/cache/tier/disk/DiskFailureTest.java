package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.reactoraws.cache.key.KeyPattern;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.metrics.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** A folder that cannot be used, or a disk that is full: no read fails, and the meters say so. */
class DiskFailureTest extends DiskScene {

  private void assertOff(DiskTier tier) {
    assertThat(meters.gauge(Meter.CACHE_TIERS_OFF)).isEqualTo(1);
    assertThat(meters.of(Meter.CACHE_TIER_ERRORS)).isPositive();
    assertThat(get(tier, "a")).isEmpty();
    ListWriter<String> writer = tier.write(key("a"), TEXTS);
    assertThatThrownBy(() -> writer.append(List.of("x")).block(LONGEST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("off");
    writer.abandon();
  }

  @Test
  void folderBelowAFile_switchesTheTierOff() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    DiskTier tier = open(DiskTier.builder(file.resolve("cache")).recorder(meters));

    assertOff(tier);
    assertThat(invalidated(tier, "**")).isZero();
    tier.close();
    assertThat(meters.gauge(Meter.CACHE_TIERS_OFF)).isEqualTo(-1);
  }

  @Test
  void fileThatIsAFolder_switchesTheTierOff() throws IOException {
    Files.createDirectory(file());
    DiskTier tier = open();

    assertOff(tier);
    assertThatThrownBy(() -> invalidated(tier, "**")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readOnlyFolder_switchesTheTierOff() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(folder), "permissions do not bind this user");
    try {
      assertOff(open());
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void folderThatIsMovedAway_isMadeAgain() throws IOException {
    Path inner = folder.resolve("inner");
    DiskTier tier = open(DiskTier.builder(inner).recorder(meters));
    put(tier, "a", "x");
    Files.move(inner, folder.resolve("away"));

    put(tier, "b", "y");
    assertThat(get(tier, "b")).contains(List.of("y"));
    assertThat(Files.exists(inner.resolve("cache.db"))).isTrue();
    assertThat(meters.gauge(Meter.CACHE_TIERS_OFF)).isZero();
  }

  @Test
  void listThatFindsNoRoomOnTheDisk_isDroppedAndReadsGoOn() {
    DiskTier tier = open(builder().mostPages(30));
    put(tier, "a", "x");

    assertThatThrownBy(() -> put(tier, "large", noise(1, 900_000)))
        .hasRootCauseInstanceOf(SQLException.class);

    assertThat(meters.of(Meter.CACHE_TIER_ERRORS)).isEqualTo(1);
    assertThat(get(tier, "large")).isEmpty();
    assertThat(get(tier, "a")).contains(List.of("x"));
    put(tier, "b", "y");
    assertThat(get(tier, "b")).contains(List.of("y"));
    assertThat(invalidated(tier, "**")).isEqualTo(2);
  }

  @Test
  void diskThatStaysFull_switchesTheTierOffThoughReadsWork() {
    DiskTier tier = open(builder().mostPages(30));
    put(tier, "a", "x");
    for (int n = 0; n < 3; n++) {
      int seed = n;
      assertThat(get(tier, "a")).contains(List.of("x"));
      assertThatThrownBy(() -> put(tier, "large", noise(seed, 900_000))).isNotNull();
    }

    assertOff(tier);
    assertThat(meters.of(Meter.CACHE_TIER_ERRORS)).isEqualTo(3);
  }

  @Test
  void listThatFailed_takesNothingFromTheNextOne() {
    DiskTier tier = open(builder().mostPages(30));
    ListWriter<String> failed = tier.write(key("large"), TEXTS);
    failed.append(List.of(noise(1, 900_000))).block(LONGEST);
    assertThatThrownBy(() -> failed.commit(HOUR).block(LONGEST)).isNotNull();
    put(tier, "b", List.of("first"), List.of("second"));

    assertThat(failed.page(0).block(LONGEST)).containsExactly(noise(1, 900_000));
    assertThatThrownBy(() -> failed.append(List.of("more")).block(LONGEST)).isNotNull();
    assertThatThrownBy(() -> failed.page(1).block(LONGEST)).isNotNull();
    failed.release();
    settle(tier);
    assertThat(get(tier, "b")).contains(List.of("first", "second"));
  }

  /** Lets no signal pass without an error that nobody catches. */
  private static final class Throwing implements CoreSubscriber<Object> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(1);
    }

    @Override
    public void onNext(Object value) {
      throw new LinkageError("thrown by who was signalled");
    }

    @Override
    public void onError(Throwable error) {
      throw new LinkageError("thrown again", error);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  @SuppressWarnings("try") // the lock is held
  void subscriberThatThrows_takesNoSignalFromOthers() throws SQLException {
    DiskTier tier = open();
    Mono<Long> other;
    try (Connection lock = writeLock()) {
      for (int n = 0; n < 20; n++) {
        tier.invalidate(KeyPattern.of("~disk/x" + n)).subscribe(new Throwing());
      }
      other = Mono.fromFuture(tier.invalidate(KeyPattern.of("**")).toFuture());
    }

    assertThat(other.block(LONGEST)).isZero();
    put(tier, "a", "x");
    assertThat(get(tier, "a")).contains(List.of("x"));
  }

  @Test
  @SuppressWarnings("try") // the lock is held
  void closingWhileWritesWait_writesThemAndSignalsAll() throws Exception {
    DiskTier tier = open();
    CountDownLatch committed = new CountDownLatch(30);
    Thread closing = new Thread(tier::close);
    try (Connection lock = writeLock()) {
      for (int n = 0; n < 30; n++) {
        ListWriter<String> writer = tier.write(key("n" + n), TEXTS);
        writer.append(List.of("x" + n)).block(LONGEST);
        writer.commit(HOUR).subscribe(null, any -> {}, committed::countDown);
      }
      closing.start();
    }
    closing.join(LONGEST.toMillis());

    assertThat(committed.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    DiskTier next = open();
    for (int n = 0; n < 30; n++) {
      assertThat(get(next, "n" + n)).contains(List.of("x" + n));
    }
  }

  @Test
  void folderThatIsAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> DiskTier.builder(file).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void sizeOfZero_isRefused() {
    assertThatThrownBy(() -> builder().maxBytes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxBytes must be at least 1048576, was 0");
    assertThatThrownBy(() -> builder().maxBytes(-1)).hasMessageContaining("-1");
  }
}
