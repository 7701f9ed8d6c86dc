package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules where no generated paginator tells; PaginatorAgreementTest has the rest. */
class TokenRulesTest {
  private static final List<SdkOperation> OPERATIONS = SdkOperation.onClassPath();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ec2:DescribeVpcEndpointServices | NextToken -> NextToken",
        "iam:ListServiceSpecificCredentials | Marker -> Marker",
        "s3:ListObjects | NextMarker -> Marker",
        "s3:ListBucketInventoryConfigurations | NextContinuationToken -> ContinuationToken",
        "s3:GetObjectAttributes | ObjectParts.NextPartNumberMarker -> PartNumberMarker",
        "route53:ListHostedZonesByName | NextDNSName -> DNSName, NextHostedZoneId -> HostedZoneId",
        "route53:ListTrafficPolicyVersions | TrafficPolicyVersionMarker -> TrafficPolicyVersionMarker",
        "dynamodb:ListGlobalTables | LastEvaluatedGlobalTableName -> ExclusiveStartGlobalTableName",
        "dynamodb.streams:DescribeStream |"
            + " StreamDescription.LastEvaluatedShardId -> ExclusiveStartShardId",
        "dynamodb.streams:GetRecords | NextShardIterator -> ShardIterator",
      })
  void operationWithoutPaginator_isResolved(String operation, String fields) {
    assertThat(TokenRules.find(modelOf(operation).response(), modelOf(operation).request()))
        .map(TokenFields::toString)
        .contains("TokenFields{" + fields + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloudwatchlogs:PutLogEvents", // NextSequenceToken orders writes
        "lambda:CreateEventSourceMapping", // StartingPosition is echoed
        "ec2:DescribeAccountAttributes",
        "cloudformation:CreateStackSet", // ClientRequestToken
        "sts:GetCallerIdentity",
      })
  void operationThatIsNotPaged_isLeftAlone(String operation) {
    assertThat(TokenRules.find(modelOf(operation).response(), modelOf(operation).request()))
        .isEmpty();
  }

  private static OperationModel modelOf(String operation) {
    return OPERATIONS.stream()
        .filter(candidate -> candidate.name().equals(operation))
        .map(found -> OperationModel.of(found.requestType()))
        .findFirst()
        .orElseThrow();
  }
}
