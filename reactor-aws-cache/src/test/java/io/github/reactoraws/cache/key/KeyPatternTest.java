package io.github.reactoraws.cache.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {
  private static final String KEY = "100000000001/us-east-1/ec2/DescribeVpcs/role%2Fops/Zm9v";

  @ParameterizedTest
  @CsvSource({
    "*/us-east-1/ec2/Describe*/**, true",
    "*/us-west-1/ec2/Describe*/**, false",
    "**, true",
    "**/ec2/**, true",
    "**/DescribeVpcs/**, true",
    "**/DescribeVpc/**, false",
    "*/*/*/*/*/*, true",
    "*/*/*/*/*, false",
    "*, false",
    "1000*01/**, true",
    "100000000001/**/Zm9v, true",
    "**/us-east-?/**, true",
    "**/ec2?DescribeVpcs/**, false",
    "**/role%2Fops/*, true",
    "100000000001/us-east-1/ec2/DescribeVpcs/role%2Fops/Zm9v, true",
    "100000000001/us-east-1/ec2/DescribeVpcs/role%2Fops/Zm9, false",
    "**c2/*s/**, true"
  })
  void pattern_matchesThePathAsAWhole(String glob, boolean expected) {
    assertThat(KeyPattern.of(glob).matches(KEY)).isEqualTo(expected);
  }

  @Property(tries = 20_000)
  void pattern_matchesAsAPlainReadingOfItWould(
      @ForAll @StringLength(min = 1, max = 8) @Chars({'a', 'b', '/', '*', '?'}) String glob,
      @ForAll @StringLength(max = 8) @Chars({'a', 'b', '/'}) String path) {
    KeyPattern pattern;
    try {
      pattern = KeyPattern.of(glob);
    } catch (IllegalArgumentException none) {
      return;
    }
    String regex =
        glob.replace("**", "#").replace("*", "[^/]*").replace("?", "[^/]").replace("#", ".*");
    assertThat(pattern.matches(path)).isEqualTo(path.matches(regex));
  }

  @Test
  void manyStars_takeNoLongTime() {
    KeyPattern pattern = KeyPattern.of("**a".repeat(200) + "b");
    assertThat(pattern.matches("a".repeat(1_000))).isFalse();
  }

  @Property
  void prefix_isWhatEachMatchBeginsWith(
      @ForAll @StringLength(min = 1, max = 9) @CharRange(from = 'a', to = 'c') String start) {
    assertThat(KeyPattern.of(start + "*/x").prefix()).isEqualTo(start);
    assertThat(KeyPattern.of(start).prefix()).isEqualTo(start);
  }

  @ParameterizedTest
  @CsvSource({
    "'', have 1 to 1024 characters",
    "/a, have no empty part",
    "a//b, have no empty part",
    "a/, have no empty part",
    "a***, have no more than two asterisks together",
    "a b, write \" \" as %20",
    "role[1], write \"[\" as %5B"
  })
  void patternThatCannotMatch_isRefused(String glob, String right) {
    assertThatThrownBy(() -> KeyPattern.of(glob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pattern must " + right + ", was \"" + glob + "\"");
  }
}
