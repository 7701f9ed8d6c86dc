package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** REST with XML bodies; S3 speaks it. Requests with a body are not simulated. */
final class RestXmlWire implements Wire {
  private static final String CONTENT_TYPE = "application/xml";
  private static final Map<String, String> ROOTS = // S3 names them freely
      Map.of("ListBuckets", "ListAllMyBucketsResult", "ListObjectsV2", "ListBucketResult");

  private final RestOperations operations;
  private final String namespace;

  RestXmlWire(List<Operation<?, ?>> operations, String namespace) {
    this.operations = new RestOperations(operations);
    this.namespace = namespace;
  }

  @Override
  public Optional<Operation<?, ?>> operation(HttpCall call) {
    return operations.asked(call);
  }

  @Override
  public void read(HttpCall call, Operation<?, ?> operation, SdkPojo request) {
    if (call.hasBody()) {
      throw new Refusal(501, "NotImplemented", "The simulator reads no request bodies of S3.");
    }
    try {
      RestBinding.read(call, RestOperations.pathParameters(call, operation), request);
    } catch (RuntimeException unreadable) {
      throw codes().malformed().saying("Could not parse request: " + unreadable.getMessage());
    }
  }

  @Override
  public void write(
      HttpCall call, Operation<?, ?> operation, AwsResponse response, HttpAnswer answer) {
    begin(answer);
    RestBinding.write(response, answer);
    Optional<SdkField<?>> payload = Schema.payload(response);
    if (payload.isEmpty()) {
      body(ROOTS.getOrDefault(operation.name(), operation.name() + "Result"), response, answer);
      return;
    }
    Object whole = Schema.valueOf(response, payload.get());
    if (whole instanceof SdkPojo pojo) {
      body(payload.get().unmarshallLocationName(), pojo, answer);
    } else if (whole != null) {
      answer.text(whole.toString());
    }
  }

  @Override
  public void refuse(HttpCall call, Refusal refusal, HttpAnswer answer) {
    begin(answer).status(refusal.status());
    XmlOut out = new XmlOut(answer.body()).start("Error");
    XmlErrors.codeAndMessage(out, refusal)
        .element("Resource", call.path())
        .element("RequestId", answer.requestId())
        .element("HostId", hostId(answer))
        .finish();
  }

  @Override
  public Codes codes() {
    return Codes.S3;
  }

  private void body(String root, SdkPojo pojo, HttpAnswer answer) {
    XmlOut out = new XmlOut(answer.body()).start(root).namespace(namespace);
    new XmlBody(out).fields(pojo);
    out.finish();
  }

  private static HttpAnswer begin(HttpAnswer answer) {
    return answer
        .contentType(CONTENT_TYPE)
        .header("x-amz-request-id", answer.requestId())
        .header("x-amz-id-2", hostId(answer));
  }

  private static String hostId(HttpAnswer answer) {
    return "simulator/" + answer.requestId();
  }
}
