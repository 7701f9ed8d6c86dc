package io.github.reactoraws.cache.key;

import java.util.List;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;

/** A request that holds a value without a schema, as no service at hand has one. */
final class DocumentRequest extends AwsRequest {
  private static final SdkField<Document> FILTER =
      SdkField.builder(MarshallingType.DOCUMENT)
          .memberName("Filter")
          .getter(request -> ((DocumentRequest) request).filter)
          .setter((request, value) -> {})
          .traits(
              LocationTrait.builder()
                  .location(MarshallLocation.PAYLOAD)
                  .locationName("Filter")
                  .build())
          .build();

  private final Document filter;

  DocumentRequest(Document filter) {
    super(DescribeVpcsRequest.builder());
    this.filter = filter;
  }

  @Override
  public List<SdkField<?>> sdkFields() {
    return List.of(FILTER);
  }

  @Override
  public AwsRequest.Builder toBuilder() {
    throw new UnsupportedOperationException();
  }
}
