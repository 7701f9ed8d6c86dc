package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WildcardTest {
  @Test
  void plainText_matchesOnlyItself() {
    assertThat(Wildcard.matches("web", "web")).isTrue();
    assertThat(Wildcard.matches("web", "Web")).isFalse();
    assertThat(Wildcard.matches("web", "web1")).isFalse();
    assertThat(Wildcard.matches("", "")).isTrue();
  }

  @Test
  void star_matchesAnything() {
    assertThat(Wildcard.matches("*", "")).isTrue();
    assertThat(Wildcard.matches("w*b*", "wabcb")).isTrue();
    assertThat(Wildcard.matches("*-prod-*7", "web-prod-1727")).isTrue();
    assertThat(Wildcard.matches("*-prod-*8", "web-prod-1727")).isFalse();
  }

  @Test
  void questionMark_matchesOne() {
    assertThat(Wildcard.matches("w?b", "web")).isTrue();
    assertThat(Wildcard.matches("w?b", "wb")).isFalse();
  }

  @Test
  void backslash_quotes() {
    assertThat(Wildcard.matches("\\*", "*")).isTrue();
    assertThat(Wildcard.matches("\\*", "x")).isFalse();
    assertThat(Wildcard.matches("a\\?", "a?")).isTrue();
    assertThat(Wildcard.matches("a\\?", "ab")).isFalse();
  }
}
