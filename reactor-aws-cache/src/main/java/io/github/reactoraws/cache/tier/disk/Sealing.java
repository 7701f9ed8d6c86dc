package io.github.reactoraws.cache.tier.disk;

import org.jspecify.annotations.Nullable;

/**
 * How new pages are sealed.
 *
 * @param compression how they are compressed
 * @param cipher what encrypts them, if anything does
 */
record Sealing(Compression compression, @Nullable PageCipher cipher) {

  /** Whose key encrypts them; empty if none does. */
  String keyId() {
    return cipher == null ? "" : cipher.currentId();
  }
}
