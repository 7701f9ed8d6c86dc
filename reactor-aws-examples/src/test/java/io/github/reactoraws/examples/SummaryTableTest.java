package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  private final Census census = new Census();
  private ImageNames.Cost imageNames = new ImageNames.Cost(0, 0, 0);

  private void found(ResourceKind kind, String region, int count) {
    Resource one =
        new Resource(
            kind, "111122223333", region, "id", Optional.empty(), Optional.empty(), Map.of());
    for (int i = 0; i < count; i++) {
      census.add(one);
    }
  }

  private List<String> table() {
    Summary summary = new Summary(census, 1_200, 1_300, 100, imageNames, Duration.ofMillis(2_500));
    return SummaryTable.of(summary).lines().toList();
  }

  @Test
  void kindsAreRows_andRegionsColumns() {
    found(ResourceKind.VOLUME, "us-east-1", 1_234);
    found(ResourceKind.VOLUME, "eu-west-1", 1);
    found(ResourceKind.ROLE, Resource.GLOBAL, 2);

    assertThat(table())
        .containsExactly(
            "resource    eu-west-1  global  us-east-1  total",
            "ec2:volume          1       -      1,234  1,235",
            "iam:role            -       2          -      2",
            "total               1       2      1,234  1,237",
            "1,200 calls (1,300 HTTP requests, 100 throttled), 2.5 s, 495 resources a second");
  }

  @Test
  void lookUpsOfImages_areToldBesideWhatTheyReplace() {
    imageNames = new ImageNames.Cost(4_000, 3_990, 12);

    assertThat(table())
        .contains(
            "3,990 instances enriched with image names by 12 DescribeImages calls instead of"
                + " 4,000");
  }

  @Test
  void moreRegionsThanFit_areFoldedIntoOne() {
    for (int i = 1; i <= 9; i++) {
      found(ResourceKind.FUNCTION, "xx-test-" + i, i);
    }

    assertThat(table())
        .startsWith(
            "resource         xx-test-4  xx-test-5  xx-test-6  xx-test-7  xx-test-8  xx-test-9"
                + "  other  total",
            "lambda:function          4          5          6          7          8          9"
                + "      6     45");
  }
}
