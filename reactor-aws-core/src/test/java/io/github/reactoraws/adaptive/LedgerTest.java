package io.github.reactoraws.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.limit.Limit;
import io.github.reactoraws.limit.Limits;
import io.github.reactoraws.limit.Outcome;
import io.github.reactoraws.limit.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final boolean UNDER_PERMIT = true;
  private static final boolean BARE = false;

  private final List<Sample> learned = new ArrayList<>();
  private final Ledger ledger = new Ledger(new Learner(), Limits.unlimitedRate(), 3);

  /** A limit of 5 that keeps what it is told. */
  private final class Learner implements Limit {
    @Override
    public int limit() {
      return 5;
    }

    @Override
    public void onSample(Sample sample) {
      learned.add(sample);
    }
  }

  private static Sample sample(Outcome outcome) {
    return new Sample(1, 2, 1, outcome);
  }

  @Test
  void limit_isNoMoreThanTheCap() {
    assertThat(ledger.limit()).isEqualTo(3);
  }

  @Test
  void permits_fillUpToTheLimit() {
    assertThat(ledger.start(0)).isEqualTo(1);
    ledger.start(0);
    assertThat(ledger.isFull()).isFalse();
    assertThat(ledger.start(0)).isEqualTo(3);
    assertThat(ledger.isFull()).isTrue();
  }

  @Test
  void callsAlone_areLearnedFrom() {
    ledger.start(0);
    ledger.giveBack();
    assertThat(ledger.learnIfUntold(sample(Outcome.SUCCEEDED))).isTrue();
    assertThat(learned).hasSize(1);
  }

  @Test
  void callsWhoseAttemptsAreTold_areNotLearnedFromTwice() {
    ledger.start(0);
    assertThat(ledger.takeCredit()).isTrue();
    ledger.attemptStarts(UNDER_PERMIT);
    ledger.attemptEnds(UNDER_PERMIT, sample(Outcome.SUCCEEDED));
    ledger.giveBack();
    assertThat(ledger.learnIfUntold(sample(Outcome.SUCCEEDED))).isFalse();
    assertThat(learned).hasSize(1);
  }

  @Test
  void attemptUnderAPermit_isInFlightOnce() {
    ledger.start(0);
    assertThat(ledger.attemptStarts(UNDER_PERMIT)).isEqualTo(1);
    assertThat(ledger.attemptStarts(BARE)).isEqualTo(2);
    ledger.attemptEnds(BARE, sample(Outcome.SUCCEEDED));
    assertThat(ledger.inFlight()).isEqualTo(1);
  }

  @Test
  void credit_isTakenOnceForEachPermit() {
    ledger.start(0);
    ledger.start(0);
    assertThat(ledger.takeCredit()).isTrue();
    assertThat(ledger.takeCredit()).isTrue();
    assertThat(ledger.takeCredit()).isFalse();
  }

  @Test
  void creditThatNoCallTook_goesWithItsPermit() {
    ledger.start(0);
    ledger.giveBack();
    assertThat(ledger.takeCredit()).isFalse();
  }

  @Test
  void endThatTellsNothing_isNotLearnedFrom() {
    ledger.attemptStarts(BARE);
    ledger.attemptEnds(BARE, sample(Outcome.IGNORED));
    assertThat(learned).isEmpty();
  }
}
