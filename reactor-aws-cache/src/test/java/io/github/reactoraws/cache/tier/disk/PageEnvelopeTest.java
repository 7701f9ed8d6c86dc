package io.github.reactoraws.cache.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageEnvelopeTest {
  private static final byte[] RAW = "what is written ".repeat(9).getBytes(StandardCharsets.UTF_8);
  private static final String PATH = "~a/b";

  private final PageEnvelope plain = new PageEnvelope(null);
  private final PageEnvelope secret = new PageEnvelope(PageCipher.of(new Keys("k1", "k1", "k2")));

  /** Keys that are made of their ids. */
  record Keys(String currentId, Map<String, SecretKey> known) implements EncryptionKeys {
    Keys(String currentId, String first, String second) {
      this(currentId, Map.of(first, secretOf(first), second, secretOf(second)));
    }

    static SecretKey secretOf(String id) {
      byte[] bytes = new byte[32];
      new Random(id.hashCode()).nextBytes(bytes);
      return new SecretKeySpec(bytes, "AES");
    }

    @Override
    public Optional<SecretKey> key(String id) {
      return Optional.ofNullable(known.get(id));
    }
  }

  private static byte[] placed(byte[] sealed, long entry, int page) {
    byte[] copy = sealed.clone();
    PageEnvelope.place(copy, entry, page);
    return copy;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSealed_isOpened(Compression compression) {
    byte[] sealed = plain.seal(RAW, compression, "", PATH, 3);
    byte[] hidden = secret.seal(RAW, compression, "k1", PATH, 3);

    assertThat(plain.open(sealed, PATH, 3)).isEqualTo(RAW);
    assertThat(plain.open(placed(sealed, 9, 3), 9, PATH, 3)).isEqualTo(RAW);
    assertThat(secret.open(hidden, PATH, 3)).isEqualTo(RAW);
    assertThat(secret.open(placed(hidden, 9, 3), 9, PATH, 3)).isEqualTo(RAW);
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeCompressed_growsByTheHeaderAlone(Compression compression) {
    byte[] noise = new byte[1_000];
    new Random(1).nextBytes(noise);
    byte[] sealed = plain.seal(noise, compression, "", PATH, 0);

    assertThat(sealed).hasSize(1_012);
    assertThat(plain.open(sealed, PATH, 0)).isEqualTo(noise);
  }

  @ParameterizedTest
  @EnumSource
  void nothing_isSealedToo(Compression compression) {
    byte[] sealed = plain.seal(new byte[0], compression, "", PATH, 0);

    assertThat(plain.open(sealed, PATH, 0)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyByteThatIsChanged_isFound(Compression compression) {
    byte[] sealed = placed(plain.seal(RAW, compression, "", PATH, 0), 7, 0);
    byte[] hidden = placed(secret.seal(RAW, compression, "k1", PATH, 0), 7, 0);
    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      assertBroken(plain, flipped(sealed, bit));
    }
    for (int bit = 0; bit < 8 * hidden.length; bit++) {
      assertBroken(secret, flipped(hidden, bit));
    }
  }

  @Test
  void everyCut_isFound() {
    byte[] sealed = placed(secret.seal(RAW, Compression.ZSTD, "k1", PATH, 0), 7, 0);
    for (int length = 0; length < sealed.length; length++) {
      assertBroken(secret, Arrays.copyOf(sealed, length));
    }
    assertBroken(secret, new byte[sealed.length]);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }

  private static void assertBroken(PageEnvelope envelope, byte[] bytes) {
    assertThatThrownBy(() -> envelope.open(bytes, 7, PATH, 0))
        .isInstanceOf(BrokenPageException.class);
  }

  @Test
  void pageOfAnotherPlace_isFound() {
    byte[] placed = placed(plain.seal(RAW, Compression.ZSTD, "", PATH, 0), 7, 0);

    assertThatThrownBy(() -> plain.open(placed, 8, PATH, 0))
        .isInstanceOf(BrokenPageException.class);
    assertThatThrownBy(() -> plain.open(placed, 7, PATH, 1))
        .isInstanceOf(BrokenPageException.class);
  }

  @Test
  void encryptedPage_belongsToItsPathAndNumber() {
    byte[] sealed = secret.seal(RAW, Compression.ZSTD, "k1", PATH, 0);

    assertThatThrownBy(() -> secret.open(sealed, "~a/c", 0))
        .isInstanceOf(BrokenPageException.class);
    assertThatThrownBy(() -> secret.open(sealed, PATH, 1)).isInstanceOf(BrokenPageException.class);
  }

  @Test
  void encryptedPage_isReadWithTheKeyThatItNames() {
    byte[] sealed = secret.seal(RAW, Compression.ZSTD, "k2", PATH, 0);
    PageEnvelope rotated = new PageEnvelope(PageCipher.of(new Keys("k3", "k3", "k2")));
    PageEnvelope forgetful = new PageEnvelope(PageCipher.of(new Keys("k3", "k3", "k4")));

    assertThat(rotated.open(sealed, PATH, 0)).isEqualTo(RAW);
    assertThatThrownBy(() -> forgetful.open(sealed, PATH, 0))
        .isInstanceOf(UnknownKeyException.class);
    assertThatThrownBy(() -> plain.open(sealed, PATH, 0)).isInstanceOf(UnknownKeyException.class);
  }
}
