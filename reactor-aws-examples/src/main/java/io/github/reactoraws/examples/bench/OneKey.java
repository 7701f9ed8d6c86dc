package io.github.reactoraws.examples.bench;

import io.github.reactoraws.cache.tier.disk.EncryptionKeys;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key that all processes of a run know, and everybody else, too. */
final class OneKey implements EncryptionKeys {
  private static final String ID = "bench";
  private static final SecretKey KEY =
      new SecretKeySpec(
          "of thirty-two bytes, not secret.".getBytes(StandardCharsets.US_ASCII), "AES");

  @Override
  public String currentId() {
    return ID;
  }

  @Override
  public Optional<SecretKey> key(String id) {
    return id.equals(ID) ? Optional.of(KEY) : Optional.empty();
  }
}
