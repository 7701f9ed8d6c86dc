package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** Our page tokens against the SDK's generated paginators, operation by operation. */
class PaginatorAgreementTest {

  /** What the class path of today holds; newer service modules may hold more. */
  private static final Map<String, Integer> AT_LEAST =
      Map.ofEntries(
          Map.entry("autoscaling", 13),
          Map.entry("cloudformation", 24),
          Map.entry("cloudwatch", 10),
          Map.entry("cloudwatchlogs", 18),
          Map.entry("dynamodb", 7),
          Map.entry("ec2", 170),
          Map.entry("ecr", 7),
          Map.entry("ecs", 9),
          Map.entry("eks", 15),
          Map.entry("elasticache", 19),
          Map.entry("iam", 34),
          Map.entry("kms", 8),
          Map.entry("lambda", 16),
          Map.entry("organizations", 18),
          Map.entry("rds", 42),
          Map.entry("resourcegroupstaggingapi", 5),
          Map.entry("route53", 7),
          Map.entry("s3", 7),
          Map.entry("secretsmanager", 3),
          Map.entry("sfn", 5),
          Map.entry("sns", 8),
          Map.entry("sqs", 2),
          Map.entry("ssm", 52));

  private static final int ENDED_BY_FLAG_AT_LEAST = 50;

  /** IsTruncated is false with a token: the SDK goes on for a page that S3 says is not there. */
  private static final Set<String> FLAG_UNREAD_BY_SDK = Set.of("s3:ListObjectsV2");

  private static final Map<String, List<SdkOperation>> PAGINATED =
      SdkOperation.onClassPath().stream()
          .filter(operation -> operation.paginator().isPresent())
          .collect(Collectors.groupingBy(SdkOperation::service, TreeMap::new, Collectors.toList()));

  /** The requests of one listing by each of the two, as values by member. */
  private record Turned(
      List<Map<String, Optional<Object>>> bySdk, List<Map<String, Optional<Object>>> byUs) {

    static Turned over(SdkOperation operation, List<SdkPojo> script) {
      SdkRequest first = NeutralModel.full(operation.requestType(), 1, true);
      return new Turned(
          values(new RecordedClient(operation, script).turnedBySdk(first)),
          values(new RecordedClient(operation, script).turnedByUs(first)));
    }

    private static List<Map<String, Optional<Object>>> values(List<SdkRequest> requests) {
      return requests.stream().map(NeutralModel::valuesOf).toList();
    }
  }

  @TestFactory
  Stream<DynamicContainer> threePages_sameRequestsAsSdk() {
    return PAGINATED.entrySet().stream()
        .map(
            service ->
                dynamicContainer(
                    service.getKey(),
                    service.getValue().stream()
                        .map(
                            operation ->
                                dynamicTest(operation.name(), () -> agreesOn(operation)))));
  }

  private static void agreesOn(SdkOperation operation) {
    Turned turned =
        Turned.over(
            operation,
            List.of(
                page(operation, 2, true),
                page(operation, 3, true),
                NeutralModel.blank(operation.responseType())));

    assertThat(turned.bySdk())
        .as("what the SDK sends for " + operation.name())
        .hasSize(3)
        .doesNotHaveDuplicates();
    assertThat(turned.byUs()).as("what we send for " + operation.name()).isEqualTo(turned.bySdk());
  }

  @Test
  void moreFlagFalseBesideToken_endsWhereSdkEnds() {
    SoftAssertions softly = new SoftAssertions();
    int endedByFlag = 0;
    for (SdkOperation operation : operations().toList()) {
      Turned turned =
          Turned.over(
              operation,
              List.of(
                  page(operation, 2, true), page(operation, 3, true), page(operation, 4, false)));
      if (FLAG_UNREAD_BY_SDK.contains(operation.name())) {
        softly.assertThat(turned.byUs()).as(operation.name()).hasSize(3);
        softly.assertThat(turned.bySdk()).as(operation.name()).hasSizeGreaterThan(3);
      } else {
        softly.assertThat(turned.byUs()).as(operation.name()).isEqualTo(turned.bySdk());
        endedByFlag += turned.bySdk().size() == 3 ? 1 : 0;
      }
    }
    softly.assertThat(endedByFlag).isGreaterThanOrEqualTo(ENDED_BY_FLAG_AT_LEAST);
    softly.assertAll();
  }

  @Test
  void repeatedTokenOfGetLogEvents_endsWhereSdkEnds() {
    SdkOperation getLogEvents =
        operations()
            .filter(operation -> operation.name().equals("cloudwatchlogs:GetLogEvents"))
            .findFirst()
            .orElseThrow();

    Turned turned =
        Turned.over(
            getLogEvents, List.of(page(getLogEvents, 2, true), page(getLogEvents, 3, true)));

    assertThat(turned.bySdk()).as("the third request gets its own token back").hasSize(3);
    assertThat(turned.byUs()).isEqualTo(turned.bySdk());
  }

  @Test
  void classPath_holdsPaginatorsOfEveryService(TestReporter reporter) {
    Map<String, Integer> counts = new TreeMap<>();
    PAGINATED.forEach((service, operations) -> counts.put(service, operations.size()));
    reporter.publishEntry("paginators compared", counts.toString());

    SoftAssertions softly = new SoftAssertions();
    AT_LEAST.forEach(
        (service, count) ->
            softly
                .assertThat(counts.getOrDefault(service, 0))
                .as(service)
                .isGreaterThanOrEqualTo(count));
    softly.assertAll();
  }

  private static Stream<SdkOperation> operations() {
    return PAGINATED.values().stream().flatMap(List::stream);
  }

  private static SdkPojo page(SdkOperation operation, int number, boolean flags) {
    return NeutralModel.full(operation.responseType(), number, flags);
  }
}
