package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.S3Response;

class S3OperationsTest {
  private final Estate estate =
      new Estate(
          1, List.of("111111111111", "222222222222"), List.of("us-east-1", "eu-west-1"), 800);
  private final Caller caller = new Caller(estate, "111111111111", "us-east-1");
  private final ListObjectsV2Request objects =
      ListObjectsV2Request.builder().bucket("111111111111-data-00000").build();
  private final List<String> allKeys = keys(pages(objects));

  @Test
  void buckets_arePagedAndFiltered() {
    assertThat(buckets(ListBucketsRequest.builder().build())).hasSize(6);
    assertThat(buckets(ListBucketsRequest.builder().maxBuckets(4).build()))
        .isEqualTo(buckets(ListBucketsRequest.builder().build()));
    assertThat(buckets(ListBucketsRequest.builder().bucketRegion("eu-west-1").build())).hasSize(3);
    assertThat(buckets(ListBucketsRequest.builder().prefix("111111111111-data-00003").build()))
        .hasSize(1);
    assertThat(
            caller
                .call(ListBucketsRequest.builder().maxBuckets(4).build(), ListBucketsResponse.class)
                .buckets())
        .hasSize(4);
  }

  @Test
  void objects_arePagedByThousandInTheOrderOfTheirKeys() {
    assertThat(allKeys).hasSize(9_000).isSorted().doesNotHaveDuplicates();
    List<ListObjectsV2Response> pages = pages(objects);
    assertThat(pages).hasSize(9).allMatch(page -> page.keyCount() == 1_000);
    assertThat(pages.get(0).isTruncated()).isTrue();
    assertThat(pages.get(8).isTruncated()).isFalse();
    assertThat(pages.get(8).nextContinuationToken()).isNull();
  }

  @Test
  void prefixAndStartAfter_leaveWhatTheySay() {
    for (String prefix :
        List.of(
            "",
            "b",
            "billing/",
            "orders/2015-01-0",
            "zebra",
            "orders/2015-01-03/part-00007.json",
            "aaa")) {
      for (String after :
          List.of("", "a", "billing", "orders/2015-01-03/part-00007.json", "zebra")) {
        ListObjectsV2Request request = objects.toBuilder().prefix(prefix).startAfter(after).build();
        List<String> expected =
            allKeys.stream()
                .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0)
                .toList();
        assertThat(keys(pages(request)))
            .as("prefix %s after %s", prefix, after)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void delimiter_rollsKeysUpIntoFolders() {
    for (String prefix : List.of("", "billing/", "orders/2015-01-0", "orders/2015-01-02/", "s")) {
      ListObjectsV2Request request =
          objects.toBuilder().prefix(prefix).delimiter("/").maxKeys(3).build();
      List<ListObjectsV2Response> pages = pages(request);
      assertThat(pages).allMatch(page -> page.keyCount() <= 3);
      Stream<String> folders =
          pages.stream().flatMap(page -> page.commonPrefixes().stream().map(CommonPrefix::prefix));
      assertThat(folders)
          .as(prefix)
          .containsExactlyElementsOf(
              allKeys.stream()
                  .filter(key -> key.startsWith(prefix) && key.indexOf('/', prefix.length()) >= 0)
                  .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
                  .distinct()
                  .toList());
      assertThat(keys(pages))
          .isEqualTo(
              allKeys.stream()
                  .filter(key -> key.startsWith(prefix) && key.indexOf('/', prefix.length()) < 0)
                  .toList());
    }
  }

  @Test
  void urlEncoding_isUndone() {
    ListObjectsV2Response page =
        caller.call(
            objects.toBuilder().delimiter("=").prefix("x y").encodingType(EncodingType.URL).build(),
            ListObjectsV2Response.class);
    assertThat(page.delimiter()).isEqualTo("%3D");
    assertThat(page.prefix()).isEqualTo("x+y");
  }

  @Test
  void noKeysAsked_givesNone() {
    ListObjectsV2Response page =
        caller.call(objects.toBuilder().maxKeys(0).build(), ListObjectsV2Response.class);
    assertThat(page.contents()).isEmpty();
    assertThat(page.isTruncated()).isFalse();
  }

  @Test
  void foreignBuckets_areRefused() {
    assertRefused(404, "NoSuchBucket", () -> call(objects.toBuilder().bucket("gone").build()))
        .isEqualTo("The specified bucket does not exist");
    assertRefused(
        403,
        "AccessDenied",
        () -> call(objects.toBuilder().bucket("222222222222-data-00000").build()));
    assertRefused(
        301,
        "PermanentRedirect",
        () -> call(objects.toBuilder().bucket("111111111111-data-00001").build()));
    assertRefused(
        403,
        "AccessDenied",
        () -> call(objects.toBuilder().expectedBucketOwner("222222222222").build()));
  }

  @Test
  void badValues_areRefused() {
    String token = pages(objects).get(0).nextContinuationToken();
    for (AwsRequest request :
        List.of(
            objects.toBuilder().maxKeys(-1).build(),
            objects.toBuilder().continuationToken("x").build(),
            objects.toBuilder().continuationToken(token).prefix("b").build(),
            objects.toBuilder().continuationToken(token).bucket("111111111111-data-00002").build(),
            ListBucketsRequest.builder().maxBuckets(0).build(),
            ListBucketsRequest.builder().maxBuckets(10_001).build(),
            ListBucketsRequest.builder().continuationToken(token).build())) {
      assertRefused(400, "InvalidArgument", () -> call(request));
    }
  }

  private List<Bucket> buckets(ListBucketsRequest first) {
    return caller
        .pages(
            first,
            ListBucketsResponse.class,
            ListBucketsResponse::continuationToken,
            token -> first.toBuilder().continuationToken(token).build())
        .stream()
        .map(ListBucketsResponse::buckets)
        .flatMap(List::stream)
        .toList();
  }

  private List<ListObjectsV2Response> pages(ListObjectsV2Request first) {
    return caller.pages(
        first,
        ListObjectsV2Response.class,
        ListObjectsV2Response::nextContinuationToken,
        token -> first.toBuilder().continuationToken(token).build());
  }

  private static List<String> keys(List<ListObjectsV2Response> pages) {
    return pages.stream().flatMap(page -> page.contents().stream()).map(S3Object::key).toList();
  }

  private S3Response call(AwsRequest request) {
    return caller.call(request, S3Response.class);
  }
}
