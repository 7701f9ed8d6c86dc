package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reactoraws.cache.tier.Exposure;
import io.github.reactoraws.cache.tier.ListWriter;
import io.github.reactoraws.cache.tier.PageLostException;
import io.github.reactoraws.cache.tier.StoredList;
import io.github.reactoraws.metrics.Meter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is encrypted, end to end: who has no key reads nothing, and nobody reads another's. */
class DiskEncryptionTest extends DiskScene {
  private static final String MARKER = "marker that must not be seen";

  private final Keys keys = new Keys("k1");

  /** Keys that change while a tier uses them. */
  private static final class Keys implements EncryptionKeys {
    private final Map<String, SecretKey> known = new ConcurrentHashMap<>();
    private volatile String current;
    private volatile boolean unreachable;

    Keys(String current) {
      this.current = current;
      known.put(current, PageEnvelopeTest.Keys.secretOf(current));
    }

    void rotate(String next) {
      known.put(next, PageEnvelopeTest.Keys.secretOf(next));
      current = next;
    }

    @Override
    public String currentId() {
      return current;
    }

    @Override
    public Optional<SecretKey> key(String id) {
      if (unreachable) {
        throw new IllegalStateException("keys cannot be reached");
      }
      return Optional.ofNullable(known.get(id));
    }
  }

  private DiskTier openSecret() {
    return open(builder().encryption(keys));
  }

  private boolean isInAFile(String text) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.toList()) {
        if (new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @ParameterizedTest
  @EnumSource
  void plainText_isInNoFile(Compression compression) throws IOException {
    DiskTier tier = open(builder().compression(compression).encryption(keys));
    put(tier, "a", List.of(MARKER), List.of(MARKER + " again"));

    assertThat(tier.exposure()).isEqualTo(Exposure.ENCRYPTED);
    assertThat(get(tier, "a")).contains(List.of(MARKER, MARKER + " again"));
    assertThat(isInAFile(MARKER)).isFalse();
    tier.close();
    assertThat(isInAFile(MARKER)).isFalse();
    assertThat(isInAFile("~disk/a")).isTrue();
  }

  @Test
  void plainText_isSeenWithoutEncryption() throws IOException {
    DiskTier tier = open(builder().compression(Compression.NONE));
    put(tier, "a", MARKER);

    assertThat(tier.exposure()).isEqualTo(Exposure.PLAIN);
    assertThat(isInAFile(MARKER)).isTrue();
  }

  @Test
  void keyThatIsNotKnown_isAMissAndNothingIsDropped() {
    put(openSecret(), "a", "x");
    closeAll();
    DiskTier other = open(builder().encryption(new Keys("k9")));
    assertThat(get(other, "a")).isEmpty();
    settle(other);
    other.close();

    assertThat(get(openSecret(), "a")).contains(List.of("x"));
    assertThat(meters.of(Meter.CACHE_BROKEN)).isZero();
  }

  @Test
  void wrongKey_isAMiss() {
    DiskTier tier = openSecret();
    put(tier, "a", "x");
    keys.known.put("k1", PageEnvelopeTest.Keys.secretOf("another"));

    assertThat(get(tier, "a")).isEmpty();
    put(tier, "a", "y");
    assertThat(get(tier, "a")).contains(List.of("y"));
  }

  @Test
  void withAndWithoutEncryption_neitherFindsTheOthers() {
    DiskTier plain = open();
    DiskTier secret = openSecret();
    put(plain, "plain", "p");
    put(secret, "secret", "s");

    assertThat(get(secret, "plain")).isEmpty();
    assertThat(get(plain, "secret")).isEmpty();
    assertThat(get(plain, "plain")).contains(List.of("p"));
    assertThat(get(secret, "secret")).contains(List.of("s"));
  }

  @Test
  void rotatedKey_isReadWhileItIsKnown() throws SQLException {
    DiskTier tier = openSecret();
    put(tier, "old", "o");
    keys.rotate("k2");
    put(tier, "new", "n");

    assertThat(get(tier, "old")).contains(List.of("o"));
    assertThat(get(tier, "new")).contains(List.of("n"));
    assertThat(number("SELECT count(*) FROM entry WHERE cast(substr(facts, -2) AS TEXT) = 'k1'"))
        .isEqualTo(1);
    assertThat(number("SELECT count(*) FROM entry WHERE cast(substr(facts, -2) AS TEXT) = 'k2'"))
        .isEqualTo(1);
    keys.known.remove("k1");
    assertThat(get(tier, "old")).isEmpty();
    assertThat(get(tier, "new")).contains(List.of("n"));
  }

  @Test
  void listThatIsWrittenWhileTheKeyIsRotated_hasOneKey() {
    DiskTier tier = openSecret();
    ListWriter<String> writer = tier.write(key("a"), TEXTS);
    writer.append(List.of("x")).block(LONGEST);
    keys.rotate("k2");
    writer.append(List.of("y")).block(LONGEST);
    writer.commit(HOUR).block(LONGEST);
    writer.release();

    assertThat(get(tier, "a")).contains(List.of("x", "y"));
    keys.known.remove("k2");
    assertThat(get(tier, "a")).contains(List.of("x", "y"));
  }

  @Test
  void keysThatCannotBeReached_areAMissAndNothingIsDropped() {
    DiskTier tier = openSecret();
    put(tier, "a", List.of("x"), List.of("y"));
    StoredList<String> list = found(tier, "a").orElseThrow();
    keys.unreachable = true;

    assertThat(get(tier, "a")).isEmpty();
    assertThatThrownBy(() -> list.page(1).block(LONGEST)).isInstanceOf(PageLostException.class);
    list.release();
    assertThatThrownBy(() -> put(tier, "b", "z")).isInstanceOf(RuntimeException.class);
    keys.unreachable = false;
    assertThat(get(tier, "a")).contains(List.of("x", "y"));
    assertThat(meters.of(Meter.CACHE_BROKEN)).isZero();
  }

  @Test
  void keyOfAnotherSize_isNoKey() {
    DiskTier tier = openSecret();
    put(tier, "a", "x");
    keys.known.put("k1", new SecretKeySpec(new byte[16], "AES"));

    assertThat(get(tier, "a")).isEmpty();
    assertThatThrownBy(() -> put(tier, "b", "y")).isInstanceOf(RuntimeException.class);
    assertThat(meters.of(Meter.CACHE_BROKEN)).isZero();
    assertThatThrownBy(this::openSecret)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"k1\"");
  }

  @Test
  void currentKeyThatIsNotKnown_isRefused() {
    keys.current = "k7";

    assertThatThrownBy(this::openSecret)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"k7\"");
  }

  @Test
  void bodiesThatWereSwapped_areFoundThoughTheirChecksumsFit() throws SQLException {
    DiskTier tier = openSecret();
    put(tier, "a", "of a");
    put(tier, "b", "of b");
    tier.close();
    long a = number("SELECT id FROM entry WHERE path = '~disk/a'");
    long b = number("SELECT id FROM entry WHERE path = '~disk/b'");
    byte[] bodyOfA = body(a);
    byte[] bodyOfB = body(b);
    write(a, moved(bodyOfB, b, a));
    write(b, moved(bodyOfA, a, b));

    DiskTier next = openSecret();
    assertThat(get(next, "a")).isEmpty();
    assertThat(get(next, "b")).isEmpty();
    settle(next);
    assertThat(meters.of(Meter.CACHE_BROKEN)).isEqualTo(2);
  }

  /** As who can write the file would do it: the checksum is that of the new place. */
  private static byte[] moved(byte[] placed, long from, long to) {
    byte[] moved = placed.clone();
    PageEnvelope.place(moved, from, 0); // takes the place out
    PageEnvelope.place(moved, to, 0);
    return moved;
  }

  private byte[] body(long entry) throws SQLException {
    try (Connection connection = sql();
        PreparedStatement select =
            connection.prepareStatement("SELECT body FROM page WHERE id = ?")) {
      select.setLong(1, PageId.first(entry));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  private void write(long entry, byte[] body) throws SQLException {
    try (Connection connection = sql();
        PreparedStatement update =
            connection.prepareStatement("UPDATE page SET body = ? WHERE id = ?")) {
      update.setBytes(1, body);
      update.setLong(2, PageId.first(entry));
      update.executeUpdate();
    }
  }
}
