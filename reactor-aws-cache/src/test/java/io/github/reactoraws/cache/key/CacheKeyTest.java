package io.github.reactoraws.cache.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;

class CacheKeyTest {
  private static final String ROLE = "arn:aws:sts::100000000001:assumed-role/ops/session-1";
  private static final CacheScope HERE =
      new CacheScope("aws", "unknown", "unknown", "eu-west-1", "ec2", "").calledBy(ROLE);
  private static final DescribeInstancesRequest ALL = DescribeInstancesRequest.builder().build();

  private static final Duration SOON = Duration.ofSeconds(5);

  private static DescribeInstancesRequest page(int size) {
    return DescribeInstancesRequest.builder().maxResults(size).build();
  }

  @Test
  void path_tellsWhoAskedWhomForWhat() {
    assertThat(CacheKey.of(HERE, ALL).path())
        .matches("100000000001/eu-west-1/ec2/DescribeInstances/role%2Fops/[A-Za-z0-9_-]{24}");
  }

  @Test
  void eachPartOfTheScope_andTheRequest_isPartOfTheKey() {
    List<CacheScope> scopes =
        List.of(
            HERE,
            new CacheScope("aws-cn", HERE.account(), HERE.caller(), "eu-west-1", "ec2", ""),
            HERE.calledBy("arn:aws:iam::100000000002:role/ops"),
            HERE.calledBy("arn:aws:iam::100000000001:user/ops"),
            new CacheScope("aws", HERE.account(), HERE.caller(), "eu-west-2", "ec2", ""),
            new CacheScope("aws", HERE.account(), HERE.caller(), "eu-west-1", "ec3", ""),
            new CacheScope("aws", HERE.account(), HERE.caller(), "eu-west-1", "ec2", "http://x"));
    List<AwsRequest> requests =
        List.of(page(5), page(6), DescribeVpcsRequest.builder().maxResults(5).build());
    List<CacheKey> keys = new ArrayList<>();
    scopes.forEach(scope -> requests.forEach(request -> keys.add(CacheKey.of(scope, request))));

    assertThat(keys).hasSize(21).doesNotHaveDuplicates();
  }

  @Test
  void sessionsOfOneRole_areOneCaller() {
    CacheScope later = HERE.calledBy("arn:aws:sts::100000000001:assumed-role/ops/session-2");

    assertThat(CacheKey.of(later, page(5))).isEqualTo(CacheKey.of(HERE, page(5)));
  }

  @Test
  void requestsThatAskForTheSame_haveOneKey_howeverTheyWereBuilt() {
    Map<String, AttributeValue> oneWay = new LinkedHashMap<>();
    oneWay.put("id", AttributeValue.fromS("1"));
    oneWay.put("range", AttributeValue.fromN("2"));
    Map<String, AttributeValue> other = new LinkedHashMap<>();
    other.put("range", AttributeValue.fromN("2"));
    other.put("id", AttributeValue.fromS("1"));

    assertThat(CacheKey.of(HERE, GetItemRequest.builder().tableName("t").key(oneWay).build()))
        .isEqualTo(CacheKey.of(HERE, GetItemRequest.builder().key(other).tableName("t").build()));
    assertThat(
            CacheKey.of(
                HERE, ALL.toBuilder().overrideConfiguration(o -> o.apiCallTimeout(SOON)).build()))
        .isEqualTo(CacheKey.of(HERE, ALL));
    assertThat(CacheKey.of(HERE, CreateVolumeRequest.builder().clientToken("a").build()))
        .isEqualTo(CacheKey.of(HERE, CreateVolumeRequest.builder().build()));
  }

  @Test
  void valuesThatRunTogether_areToldApart() {
    assertThat(CacheKey.of(HERE, instances("ab", "c")))
        .isNotEqualTo(CacheKey.of(HERE, instances("a", "bc")));
  }

  private static DescribeInstancesRequest instances(String... ids) {
    return DescribeInstancesRequest.builder().instanceIds(ids).build();
  }

  @Test
  void headersOfARequest_areMinded_andItsOwnCredentialsRefused() {
    DescribeInstancesRequest marked =
        ALL.toBuilder().overrideConfiguration(o -> o.putHeader("x", "y")).build();
    DescribeInstancesRequest another =
        ALL.toBuilder()
            .overrideConfiguration(
                o -> o.credentialsProvider(AnonymousCredentialsProvider.create()))
            .build();

    assertThat(CacheKey.of(HERE, marked)).isNotEqualTo(CacheKey.of(HERE, ALL));
    assertThatThrownBy(() -> CacheKey.of(HERE, another))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("request must leave credentials");
  }

  @Test
  void clientsScope_hasItsRegionAndEndpoint_butNoCaller() {
    try (Ec2AsyncClient client =
        Ec2AsyncClient.builder()
            .region(Region.CN_NORTH_1)
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      CacheScope scope = CacheScope.of(client);

      assertThat(scope)
          .isEqualTo(
              new CacheScope(
                  "aws-cn", "unknown", "unknown", "cn-north-1", "ec2", "http://127.0.0.1:1"));
      assertThat(CacheKey.of(scope, ALL).outlivesProcess()).isFalse();
      assertThat(CacheKey.of(scope.calledBy(ROLE), ALL).outlivesProcess()).isTrue();
    }
  }

  @Test
  void documents_areToldApartByTheirKinds_butNotByTheOrderOfTheirMembers() {
    List<Document> different =
        List.of(
            Document.fromNumber("1"),
            Document.fromString("1"),
            Document.fromBoolean(true),
            Document.fromString("true"),
            Document.fromNull(),
            Document.fromList(List.of(Document.fromString("1"))),
            Document.fromMap(Map.of("1", Document.fromNull())));
    assertThat(different.stream().map(DocumentRequest::new).map(r -> CacheKey.of(HERE, r)))
        .doesNotHaveDuplicates();

    Document one = Document.mapBuilder().putNumber("a", 1).putString("b", "2").build();
    Document other = Document.mapBuilder().putString("b", "2").putNumber("a", 1).build();
    assertThat(CacheKey.of(HERE, new DocumentRequest(one)))
        .isEqualTo(CacheKey.of(HERE, new DocumentRequest(other)));
  }

  @Test
  void usersKey_isNoAnswers_andHasOneSpelling() {
    assertThat(CacheKey.of("rows", "a/b", "ü*").path()).isEqualTo("~rows/a%2Fb/%C3%BC%2A");
    CacheScope likeIt = new CacheScope("aws", "~rows", "x", "eu-west-1", "ec2", "");
    assertThat(CacheKey.of(likeIt, ALL).path()).startsWith("%7Erows/");
    assertThat(KeyPattern.of("~rows/**").matches(CacheKey.of("rows", "a").path())).isTrue();
    assertThat(CacheKey.of("rows", "a", "b")).isNotEqualTo(CacheKey.of("rows", "a/b"));
  }

  @Test
  void badParts_areRefusedByName() {
    assertThatThrownBy(() -> CacheKey.of("rows", " "))
        .hasMessage("parts must not be blank, was \" \"");
    assertThatThrownBy(() -> CacheKey.of("rows")).hasMessageStartingWith("parts must be at least");
    assertThatThrownBy(() -> HERE.calledBy("ops")).hasMessageEndingWith("was \"ops\"");
    assertThatThrownBy(() -> CacheKey.of("rows", "x".repeat(2_000)))
        .hasMessageStartingWith("key must have at most 1024 characters, was 2006 long");
  }
}
