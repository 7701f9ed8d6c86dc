package io.github.reactoraws.cache.tier.disk;

import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The keys that pages are encrypted with, by AES-256 in Galois/Counter Mode.
 *
 * <p>Each page says with which key it was encrypted, so a key is rotated by a new {@link
 * #currentId}: old lists are found as long as {@link #key} knows theirs. Nonces are random, so a
 * key should be rotated before it has encrypted 4 billion pages.
 *
 * <p>Called on the threads of the tier, by several at once: must be thread-safe, and should be
 * quick.
 */
public interface EncryptionKeys {

  /**
   * Names the key that new lists are encrypted with.
   *
   * @return 1 to 255 bytes of UTF-8; it is not secret
   */
  String currentId();

  /**
   * Returns a key.
   *
   * @param id as {@link #currentId} once named it
   * @return 256 bits for AES, or nothing if the key is not known (any more), so that what it has
   *     encrypted is not found
   */
  Optional<SecretKey> key(String id);
}
