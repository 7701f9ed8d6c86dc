package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultParametersResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

class TokenSchemaTest {
  private final DescribeInstancesRequest instances =
      DescribeInstancesRequest.builder().maxResults(5).build();
  private final TokenSchema schema = TokenSchema.of(instances);
  private final ListObjectsRequest objects = ListObjectsRequest.builder().bucket("b").build();

  @Test
  void operation_isNamedByServiceAndCall() {
    assertThat(schema.operation()).isEqualTo("ec2:DescribeInstances");
  }

  @Test
  void sameRequestClass_isLearntOnce() {
    assertThat(TokenSchema.of(DescribeInstancesRequest.builder().build())).isSameAs(schema);
  }

  @Test
  void token_goesIntoNextRequestAndNothingElseChanges() {
    DescribeInstancesResponse response = DescribeInstancesResponse.builder().nextToken("a").build();

    PageToken next = schema.next(response).orElseThrow();

    assertThat(next).isEqualTo(PageToken.of("NextToken", "a"));
    assertThat(schema.at(instances, next)).isEqualTo(instances.toBuilder().nextToken("a").build());
  }

  @Test
  void absentOrEmptyToken_isTheEnd() {
    assertThat(schema.next(DescribeInstancesResponse.builder().build())).isEmpty();
    assertThat(schema.next(DescribeInstancesResponse.builder().nextToken("").build())).isEmpty();
  }

  @Test
  void tokenAlreadyInRequest_isTheStart() {
    assertThat(schema.startOf(instances)).isEmpty();
    assertThat(schema.startOf(instances.toBuilder().nextToken("a").build()))
        .contains(PageToken.of("NextToken", "a"));
  }

  @Test
  void tokenNamedInOtherCase_isTheSameMember() {
    assertThat(schema.at(instances, PageToken.of("nextToken", "a")).nextToken()).isEqualTo("a");
  }

  @Test
  void overrideConfigurationOfRequest_isKept() {
    AwsRequestOverrideConfiguration override =
        AwsRequestOverrideConfiguration.builder().putHeader("x", "y").build();
    AwsRequest request = instances.toBuilder().overrideConfiguration(override).build();

    assertThat(schema.at(request, PageToken.of("NextToken", "a")).overrideConfiguration())
        .contains(override);
  }

  @Test
  void mapToken_goesIntoNextRequest() {
    Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("1"));
    ScanRequest scan = ScanRequest.builder().tableName("t").build();
    TokenSchema scans = TokenSchema.of(scan);

    PageToken next = scans.next(ScanResponse.builder().lastEvaluatedKey(key).build()).orElseThrow();

    assertThat(scans.at(scan, next).exclusiveStartKey()).isEqualTo(key);
    assertThat(scans.next(ScanResponse.builder().lastEvaluatedKey(Map.of()).build())).isEmpty();
    assertThat(scans.next(ScanResponse.builder().build())).isEmpty();
  }

  @Test
  void memberThatTokenLacks_isCleared() {
    ListObjectVersionsRequest versions =
        ListObjectVersionsRequest.builder().keyMarker("k1").versionIdMarker("v1").build();
    TokenSchema schemaOfVersions = TokenSchema.of(versions);

    PageToken next =
        schemaOfVersions
            .next(
                ListObjectVersionsResponse.builder().isTruncated(true).nextKeyMarker("k2").build())
            .orElseThrow();

    assertThat(schemaOfVersions.at(versions, next))
        .isEqualTo(ListObjectVersionsRequest.builder().keyMarker("k2").build());
  }

  @Test
  void structureWithTokenIsAbsent_isTheEnd() {
    TokenSchema defaults = TokenSchema.of(DescribeEngineDefaultParametersRequest.builder().build());

    assertThat(defaults.next(DescribeEngineDefaultParametersResponse.builder().build())).isEmpty();
    assertThat(
            defaults.next(
                DescribeEngineDefaultParametersResponse.builder()
                    .engineDefaults(engine -> engine.marker("m"))
                    .build()))
        .contains(PageToken.of("Marker", "m"));
  }

  @Test
  void moreFlagAbsent_tokenDecides() {
    TokenSchema roles = TokenSchema.of(ListRolesRequest.builder().build());

    assertThat(roles.next(ListRolesResponse.builder().marker("m").build()))
        .contains(PageToken.of("Marker", "m"));
    assertThat(roles.next(ListRolesResponse.builder().marker("m").isTruncated(false).build()))
        .isEmpty();
  }

  @Test
  void truncatedListObjectsWithNextMarker_goesOn() {
    ListObjectsResponse response =
        ListObjectsResponse.builder().marker("a").nextMarker("b").isTruncated(true).build();

    assertThat(TokenSchema.of(objects).next(response)).contains(PageToken.of("Marker", "b"));
  }

  @Test
  void truncatedListObjectsWithoutNextMarker_fails() {
    ListObjectsResponse response =
        ListObjectsResponse.builder().marker("a").isTruncated(true).build();

    assertThatIllegalStateException()
        .isThrownBy(() -> TokenSchema.of(objects).next(response))
        .withMessage(
            "s3:ListObjects: IsTruncated is true but NextMarker is absent, so there is more and"
                + " the response does not say where; use an operation that sends a token, or name"
                + " the member that tells with TokenFields");
  }

  @Test
  void tokenOfOtherOperation_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schema.at(instances, PageToken.of("Marker", "a")))
        .withMessage(
            "ec2:DescribeInstances: a page token must hold NextToken, was PageToken{Marker=a}");
  }

  @Test
  void tokenOfWrongType_isRefused() {
    ListPartsRequest parts = ListPartsRequest.builder().build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenSchema.of(parts).at(parts, PageToken.of("PartNumberMarker", "7")))
        .withMessage(
            "s3:ListParts: a page token must hold PartNumberMarker of type Integer,"
                + " was PageToken{PartNumberMarker=7}");
  }

  @Test
  void responseOfOtherOperation_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schema.next(DescribeVolumesResponse.builder().build()))
        .withMessage(
            "ec2:DescribeInstances: a response must be %s, was %s",
            DescribeInstancesResponse.class.getName(), DescribeVolumesResponse.class.getName());
  }

  @Test
  void operationWithoutToken_failsAndSaysHowToNameIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenSchema.of(GetCallerIdentityRequest.builder().build()))
        .withMessage(
            "sts:GetCallerIdentity: the schema does not tell its page token. If it has one, name"
                + " it: Listing.of(request, call, items, TokenFields.of(\"<response member>\","
                + " \"<request member>\")); response members are [Account, Arn, UserId];"
                + " request members are []");
  }

  @Test
  void classThatIsNoOperation_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenSchema.of(new Homemade()))
        .withMessage(
            "the request must be an SDK model such as services.ec2.model.DescribeInstancesRequest,"
                + " was "
                + Homemade.class.getName());
  }

  @Test
  void tokenNamedByUser_isFollowed() {
    GetLogEventsRequest events = GetLogEventsRequest.builder().build();
    TokenSchema backward =
        TokenSchema.of(events, TokenFields.of("nextBackwardToken", "nextToken").endsWhenRepeated());

    assertThat(backward.endsWhenRepeated()).isTrue();
    assertThat(backward.at(events, PageToken.of("nextToken", "b/1")).nextToken()).isEqualTo("b/1");
    assertThat(schema.endsWhenRepeated()).isFalse();
  }

  @Test
  void flagNamedByUser_isFollowed() {
    TokenSchema named =
        TokenSchema.of(objects, TokenFields.of("NextMarker", "Marker").moreWhen("isTruncated"));

    assertThat(named.next(ListObjectsResponse.builder().nextMarker("b").isTruncated(false).build()))
        .isEmpty();
  }

  @Test
  void unknownResponseMember_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenSchema.of(instances, TokenFields.of("Next", "NextToken")))
        .withMessage(
            "ec2:DescribeInstances: a response member must be one of [NextToken], was Next");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenSchema.of(instances, TokenFields.of("NextToken.x", "NextToken")))
        .withMessageEndingWith("was NextToken.x");
  }

  @Test
  void unknownRequestMember_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenSchema.of(instances, TokenFields.of("NextToken", "Token")))
        .withMessage(
            "ec2:DescribeInstances: a request member must be one of [MaxResults, NextToken],"
                + " was Token");
  }

  @Test
  void membersOfDifferentTypes_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenSchema.of(instances, TokenFields.of("NextToken", "MaxResults")))
        .withMessage(
            "ec2:DescribeInstances: NextToken is String and cannot go into MaxResults,"
                + " which is Integer");
  }

  @Test
  void flagThatIsNoBoolean_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TokenSchema.of(
                    objects, TokenFields.of("NextMarker", "Marker").moreWhen("Delimiter")))
        .withMessage("s3:ListObjects: moreWhen must name a boolean response member, was Delimiter");
  }

  /** A request that no service of the SDK has. */
  private static final class Homemade extends AwsRequest {
    Homemade() {
      super(new HomemadeBuilder());
    }

    @Override
    public Builder toBuilder() {
      return new HomemadeBuilder();
    }

    @Override
    public List<SdkField<?>> sdkFields() {
      return List.of();
    }

    private static final class HomemadeBuilder extends AwsRequest.BuilderImpl {
      @Override
      public AwsRequest build() {
        return new Homemade();
      }
    }
  }
}
