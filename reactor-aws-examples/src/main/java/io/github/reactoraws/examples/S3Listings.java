package io.github.reactoraws.examples;

import io.github.reactoraws.Listing;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/** What S3 has at a place. */
final class S3Listings {
  private S3Listings() {}

  /** The buckets of one region: unasked, S3 answers with those of all. */
  static Flux<Resource> buckets(Site site) {
    S3AsyncClient s3 = site.clients().s3(site.place());
    var request =
        ListBucketsRequest.builder()
            .bucketRegion(site.place().region())
            .maxBuckets(site.pageSize())
            .build();
    return Listing.of(request, s3::listBuckets, ListBucketsResponse::buckets)
        .items()
        .map(bucket -> resource(bucket, site.place()));
  }

  private static Resource resource(Bucket bucket, Place place) {
    return Resource.of(
        ResourceKind.BUCKET,
        place,
        bucket.name(),
        "arn:" + place.partition() + ":s3:::" + bucket.name(),
        bucket.name(),
        Resource.attributes("created", bucket.creationDate()));
  }
}
