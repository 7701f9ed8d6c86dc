package io.github.reactoraws.cache.tier.disk;

import io.github.reactoraws.cache.tier.CacheTier;
import io.github.reactoraws.cache.tier.CacheTierSuite;
import java.nio.file.Path;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;

class EncryptedDiskTierTest extends CacheTierSuite {
  @TempDir private Path folder;

  @Override
  protected CacheTier tier(Scheduler clock) {
    return DiskTier.builder(folder).encryption(new OneKey()).scheduler(clock).build();
  }

  private static final class OneKey implements EncryptionKeys {

    @Override
    public String currentId() {
      return "one";
    }

    @Override
    public Optional<SecretKey> key(String id) {
      return Optional.of(new SecretKeySpec(new byte[32], "AES"));
    }
  }
}
