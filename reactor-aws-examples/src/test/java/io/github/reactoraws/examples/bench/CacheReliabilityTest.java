package io.github.reactoraws.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A little of what the programs do that show that the cache is reliable. */
class CacheReliabilityTest {
  private static final long SEED = 1;

  @TempDir private Path folder;

  @Test
  void processesThatAreKilled_loseNothingThatWasSafe() throws Exception {
    assertThat(CrashRun.run(folder, 2, SEED).failing()).isEmpty();
  }

  @Test
  void filesThatAreDamaged_serveNothingWrongAndHeal() throws Exception {
    assertThat(FuzzRun.run(folder, 15, SEED, System.out).failing()).isEmpty();
  }

  @Test
  void twoProcesses_shareAFolder() {
    assertThat(TwoProcessRun.run(folder, 1, SEED).failing()).isEmpty();
  }

  @Test
  void twoAccounts_seeNothingOfEachOther() {
    assertThat(TwoAccountRun.run(folder, 3_000, SEED).failing()).isEmpty();
  }
}
