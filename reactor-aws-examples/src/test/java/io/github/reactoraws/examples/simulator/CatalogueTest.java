package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;

class CatalogueTest {
  private static final List<String> TOKENS =
      List.of("NextToken", "nextToken", "NextMarker", "Marker", "ContinuationToken");

  private final Estate estate =
      new Estate(
          1, List.of("111111111111", "222222222222"), List.of("us-east-1", "eu-west-1"), 1_234);

  @Test
  void operations_haveDifferentNames() {
    assertThat(Catalogue.operations(estate))
        .extracting(operation -> operation.service() + ":" + operation.name())
        .hasSize(24)
        .doesNotHaveDuplicates();
  }

  @Test
  void everythingListed_isWhatTheEstateCounts() {
    long listed = 0;
    for (String account : estate.accounts()) {
      Caller global = new Caller(estate, account, estate.regions().get(0));
      listed += count(global, ListRolesRequest.builder().build());
      listed += count(global, ListBucketsRequest.builder().build());
      for (String region : estate.regions()) {
        listed += regional(new Caller(estate, account, region));
      }
    }
    assertThat(listed).isEqualTo(estate.resources());
  }

  private static long regional(Caller caller) {
    long listed =
        count(caller, DescribeInstancesRequest.builder().build())
            + count(caller, DescribeVolumesRequest.builder().build())
            + count(caller, DescribeImagesRequest.builder().build())
            + count(caller, DescribeSecurityGroupsRequest.builder().build())
            + count(caller, ListFunctionsRequest.builder().build())
            + count(caller, ListStateMachinesRequest.builder().build());
    for (var machine :
        caller
            .call(ListStateMachinesRequest.builder().build(), ListStateMachinesResponse.class)
            .stateMachines()) {
      listed +=
          count(
              caller,
              ListExecutionsRequest.builder().stateMachineArn(machine.stateMachineArn()).build());
    }
    return listed;
  }

  private static long count(Caller caller, AwsRequest first) {
    long listed = 0;
    Optional<AwsRequest> request = Optional.of(first);
    while (request.isPresent()) {
      AwsResponse page = caller.call(request.get(), AwsResponse.class);
      listed += items(page);
      request = token(page).map(token -> next(first, token));
    }
    return listed;
  }

  private static long items(AwsResponse page) {
    if (page instanceof DescribeInstancesResponse instances) {
      return instances.reservations().stream().mapToLong(r -> r.instances().size()).sum();
    }
    return page.sdkFields().stream()
        .map(field -> field.getValueOrDefault(page))
        .filter(List.class::isInstance)
        .mapToLong(list -> ((List<?>) list).size())
        .sum();
  }

  private static Optional<String> token(AwsResponse page) {
    return TOKENS.stream()
        .flatMap(member -> page.getValueForField(member, String.class).stream())
        .findFirst();
  }

  private static AwsRequest next(AwsRequest first, String token) {
    AwsRequest.Builder next = first.toBuilder();
    SdkField<?> field =
        first.sdkFields().stream()
            .filter(candidate -> TOKENS.contains(candidate.memberName()))
            .findFirst()
            .orElseThrow();
    field.set(next, token);
    return next.build();
  }
}
