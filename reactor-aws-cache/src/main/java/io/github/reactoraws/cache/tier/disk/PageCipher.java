package io.github.reactoraws.cache.tier.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM: a random nonce, the cipher text and its tag. Thread-safe. */
final class PageCipher {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final int LONGEST_ID = 255;

  private final EncryptionKeys keys;
  private final SecureRandom random = new SecureRandom();

  private PageCipher(EncryptionKeys keys) {
    this.keys = keys;
  }

  /**
   * Makes a cipher of keys.
   *
   * @throws IllegalArgumentException if the current key is missing, or does not fit
   */
  static PageCipher of(EncryptionKeys keys) {
    PageCipher cipher = new PageCipher(keys);
    String id = cipher.currentId();
    SecretKey key =
        keys.key(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "encryption must know the key of its currentId, \"" + id + "\""));
    if (!fits(key)) {
      throw new IllegalArgumentException(
          "encryption must have keys of 256 bits for AES, \"%s\" has another".formatted(id));
    }
    return cipher;
  }

  private static boolean fits(SecretKey key) {
    byte[] encoded = key.getEncoded(); // null if it stays in its hardware
    return key.getAlgorithm().equals("AES") && (encoded == null || encoded.length == KEY_BYTES);
  }

  String currentId() {
    String id = keys.currentId();
    int length = id.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > LONGEST_ID) {
      throw new IllegalArgumentException(
          "encryption must have a currentId of 1 to 255 bytes, was \"" + id + "\"");
    }
    return id;
  }

  boolean knows(String id) {
    return find(id).isPresent();
  }

  /** A key that fits; nothing if it is not known, or cannot be asked for now. */
  private Optional<SecretKey> find(String id) {
    try {
      return keys.key(id).filter(PageCipher::fits);
    } catch (RuntimeException unreachable) {
      return Optional.empty();
    }
  }

  ByteBuffer encrypt(String id, ByteBuffer plain, byte[] associated) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, id, nonce, 0, associated);
      ByteBuffer sealed =
          ByteBuffer.allocate(NONCE_BYTES + cipher.getOutputSize(plain.remaining()));
      sealed.put(nonce);
      cipher.doFinal(plain, sealed);
      return sealed.flip();
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("page cannot be encrypted", failed);
    }
  }

  byte[] decrypt(String id, byte[] sealed, int offset, byte[] associated)
      throws GeneralSecurityException {
    if (sealed.length - offset < NONCE_BYTES) {
      throw new BrokenPageException("page is cut off", null);
    }
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, id, sealed, offset, associated);
    return cipher.doFinal(sealed, offset + NONCE_BYTES, sealed.length - offset - NONCE_BYTES);
  }

  private Cipher cipher(int mode, String id, byte[] nonce, int offset, byte[] associated)
      throws GeneralSecurityException {
    SecretKey key = find(id).orElseThrow(() -> new UnknownKeyException(id));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_BYTES));
    cipher.updateAAD(associated);
    return cipher;
  }
}
