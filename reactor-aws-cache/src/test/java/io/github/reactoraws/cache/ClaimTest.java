package io.github.reactoraws.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.cache.tier.EntryTimes;
import io.github.reactoraws.cache.tier.StoredList;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ClaimTest {
  private final Claim<Integer> claim = new Claim<>();
  private final CountedList list = new CountedList();

  @Test
  void taken_isTheTakersToRelease() {
    claim.found(list);
    assertThat(claim.take()).isTrue();
    claim.end();

    assertThat(list.released).isZero();
  }

  @Test
  void foundAndNotTaken_isReleasedOnce() {
    claim.found(list);
    claim.end();
    claim.end();

    assertThat(list.released).isEqualTo(1);
    assertThat(claim.take()).isFalse();
  }

  @Test
  void foundTooLate_isReleasedAtOnce() {
    claim.end();
    claim.found(list);

    assertThat(list.released).isEqualTo(1);
    assertThat(claim.take()).isFalse();
  }

  /** Counts how often it was released. */
  private static final class CountedList implements StoredList<Integer> {
    private int released;

    @Override
    public EntryTimes times() {
      return new EntryTimes(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));
    }

    @Override
    public int pages() {
      return 0;
    }

    @Override
    public long values() {
      return 0;
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public Mono<List<Integer>> page(int index) {
      return Mono.error(new AssertionError("there is no page " + index));
    }

    @Override
    public void release() {
      released++;
    }
  }
}
