package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;

class PageTokensTest {
  private static final Set<String> FREE = Set.of("NextToken", "MaxResults");

  private final PageTokens tokens = new PageTokens(1);
  private final Scope scope = new Scope("111111111111", "eu-west-1", "ec2", "DescribeInstances");
  private final DescribeInstancesRequest request = request("vpc-id", "vpc-1");
  private final String token = tokens.issue(scope, request, FREE, 1_000);

  @Test
  void ownToken_givesTheOffset() {
    assertThat(tokens.read(scope, request, FREE, token)).hasValue(1_000);
  }

  @Test
  void anyCharacterAltered_isRefused() {
    for (int i = 0; i < token.length(); i++) {
      StringBuilder altered = new StringBuilder(token);
      altered.setCharAt(i, token.charAt(i) == 'A' ? 'B' : 'A');
      assertThat(tokens.read(scope, request, FREE, altered.toString())).as("at %d", i).isEmpty();
    }
  }

  @Test
  void notOurs_isRefused() {
    for (String strange : new String[] {"", "x", "not base64!", token + "A", token.substring(4)}) {
      assertThat(tokens.read(scope, request, FREE, strange)).as(strange).isEmpty();
    }
    assertThat(new PageTokens(2).read(scope, request, FREE, token)).as("other seed").isEmpty();
  }

  @Test
  void otherCaller_isRefused() {
    Scope[] others = {
      new Scope("222222222222", "eu-west-1", "ec2", "DescribeInstances"),
      new Scope("111111111111", "eu-west-2", "ec2", "DescribeInstances"),
      new Scope("111111111111", "eu-west-1", "ec2", "DescribeVolumes")
    };
    for (Scope other : others) {
      assertThat(tokens.read(other, request, FREE, token)).as(other.toString()).isEmpty();
    }
  }

  @Test
  void otherParameters_areRefused() {
    DescribeInstancesRequest[] others = {
      request("vpc-id", "vpc-2"),
      request("subnet-id", "vpc-1"),
      request("vpc-id", "vpc-1", "vpc-2"),
      request("vpc-id"),
      DescribeInstancesRequest.builder().build(),
      request.toBuilder().instanceIds("i-1").build()
    };
    IntStream.range(0, others.length)
        .forEach(i -> assertThat(tokens.read(scope, others[i], FREE, token)).as("%d", i).isEmpty());
  }

  @Test
  void listThatSpellsTheNextParameter_isNotTakenForIt() {
    DescribeInstancesRequest.Builder ids = DescribeInstancesRequest.builder();
    DescribeInstancesRequest spelt = ids.instanceIds("i-1", "DryRun", "true").build();
    DescribeInstancesRequest meant = ids.instanceIds("i-1").dryRun(true).build();
    String other = tokens.issue(scope, spelt, FREE, 5);
    assertThat(tokens.read(scope, meant, FREE, other)).isEmpty();
  }

  @Test
  void otherPageSizeAndTheTokenItself_changeNothing() {
    DescribeInstancesRequest next = request.toBuilder().maxResults(7).nextToken(token).build();
    assertThat(tokens.read(scope, next, FREE, token)).hasValue(1_000);
  }

  private static DescribeInstancesRequest request(String filter, String... values) {
    return DescribeInstancesRequest.builder()
        .filters(Filter.builder().name(filter).values(values).build())
        .build();
  }
}
