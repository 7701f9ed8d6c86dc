package io.github.reactoraws.examples.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** S3. */
final class S3Operations {
  private static final int MOST_BUCKETS = 10_000;
  private static final int MOST_KEYS = 1_000;

  private final Estate estate;
  private final Paging buckets;
  private final Paging objects;

  S3Operations(Estate estate, PageTokens tokens) {
    this.estate = estate;
    this.buckets = new Paging(tokens, "ContinuationToken", "MaxBuckets", S3Operations::badToken);
    this.objects = new Paging(tokens, "ContinuationToken", "MaxKeys", S3Operations::badToken);
  }

  List<Operation<?, ?>> all() {
    return List.of(
        new Operation<>(
            "s3", "ListBuckets", "GET /", ListBucketsRequest::builder, this::listBuckets),
        new Operation<>(
            "s3",
            "ListObjectsV2",
            "GET /{Bucket}?list-type=2",
            ListObjectsV2Request::builder,
            this::listObjects));
  }

  private ListBucketsResponse listBuckets(ListBucketsRequest request, Scope scope) {
    Buckets all = new Buckets(account(scope));
    int size = request.maxBuckets() == null ? MOST_BUCKETS : request.maxBuckets();
    if (size < 1 || size > MOST_BUCKETS) {
      throw invalid("Argument max-buckets must be an integer between 1 and " + MOST_BUCKETS);
    }
    Page<Bucket> page =
        buckets.page(
            request,
            scope,
            size,
            all.count(),
            all::get,
            bucket ->
                bucket.name().startsWith(orEmpty(request.prefix()))
                    && (request.bucketRegion() == null
                        || request.bucketRegion().equals(bucket.bucketRegion())));
    return ListBucketsResponse.builder()
        .buckets(page.items())
        .owner(owner -> owner.id(Long.toHexString(account(scope).key())))
        .prefix(request.prefix())
        .continuationToken(page.next())
        .build();
  }

  private ListObjectsV2Response listObjects(ListObjectsV2Request request, Scope scope) {
    ObjectListing listing = new ObjectListing(bucket(request, scope), request);
    int size = request.maxKeys() == null ? MOST_KEYS : Math.min(request.maxKeys(), MOST_KEYS);
    if (size < 0) {
      throw invalid("Argument maxKeys must be an integer between 0 and 2147483647");
    }
    long next = listing.read(objects.offset(request, scope), size);
    UnaryOperator<String> encoded = encoding(request);
    return ListObjectsV2Response.builder()
        .name(request.bucket())
        .prefix(encoded.apply(orEmpty(request.prefix())))
        .delimiter(Optional.ofNullable(request.delimiter()).map(encoded).orElse(null))
        .startAfter(Optional.ofNullable(request.startAfter()).map(encoded).orElse(null))
        .encodingType(request.encodingType())
        .maxKeys(size)
        .keyCount(listing.size())
        .contents(
            listing.objects().stream()
                .map(o -> o.toBuilder().key(encoded.apply(o.key())).build())
                .toList())
        .commonPrefixes(
            listing.prefixes().stream()
                .map(p -> p.toBuilder().prefix(encoded.apply(p.prefix())).build())
                .toList())
        .continuationToken(request.continuationToken())
        .isTruncated(listing.truncated())
        .nextContinuationToken(listing.truncated() ? objects.token(request, scope, next) : null)
        .build();
  }

  /** The objects of the bucket that is asked for, if it belongs to this account and region. */
  private BucketObjects bucket(ListObjectsV2Request request, Scope scope) {
    String name = orEmpty(request.bucket());
    Account account = account(scope);
    Buckets ours = new Buckets(account);
    if (ours.index(name).isEmpty()) {
      boolean others =
          estate.accounts().stream()
              .flatMap(id -> estate.account(id).stream())
              .anyMatch(other -> new Buckets(other).index(name).isPresent());
      throw others
          ? new Refusal(403, "AccessDenied", "Access Denied")
          : new Refusal(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    long index = ours.index(name).getAsLong();
    if (!ours.region(index).equals(scope.region())) {
      throw new Refusal(
          301,
          "PermanentRedirect",
          "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.");
    }
    if (request.expectedBucketOwner() != null
        && !request.expectedBucketOwner().equals(account.id())) {
      throw new Refusal(403, "AccessDenied", "Access Denied");
    }
    return ours.objects(index);
  }

  private Account account(Scope scope) {
    return estate
        .account(scope.account())
        .orElseThrow(
            () ->
                new Refusal(
                    403,
                    "InvalidAccessKeyId",
                    "The AWS Access Key Id you provided does not exist in our records."));
  }

  /** How keys are spelt: as they are, or as a URL where the request asks for that. */
  private static UnaryOperator<String> encoding(ListObjectsV2Request request) {
    return request.encodingType() == EncodingType.URL
        ? text -> URLEncoder.encode(text, UTF_8).replace("%2F", "/")
        : UnaryOperator.identity();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Refusal badToken() {
    return invalid("The continuation token provided is incorrect");
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "InvalidArgument", message);
  }
}
