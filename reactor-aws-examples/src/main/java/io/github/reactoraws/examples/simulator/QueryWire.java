package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;

/** The AWS query protocol: forms in, XML out; IAM and STS speak it. */
final class QueryWire implements Wire {
  private final QueryOperations operations;
  private final String namespace;

  QueryWire(List<Operation<?, ?>> operations, String namespace) {
    this.operations = new QueryOperations(operations, false);
    this.namespace = namespace;
  }

  @Override
  public Optional<Operation<?, ?>> operation(HttpCall call) {
    return operations.asked(call);
  }

  @Override
  public void read(HttpCall call, Operation<?, ?> operation, SdkPojo request) {
    operations.read(call, request, codes());
  }

  @Override
  public void write(
      HttpCall call, Operation<?, ?> operation, AwsResponse response, HttpAnswer answer) {
    answer.contentType(XmlErrors.CONTENT_TYPE).header("x-amzn-RequestId", answer.requestId());
    XmlOut out = new XmlOut(answer.body());
    out.start(operation.name() + "Response").namespace(namespace);
    out.start(operation.name() + "Result");
    new XmlBody(out).fields(response);
    out.end();
    out.start("ResponseMetadata").element("RequestId", answer.requestId()).finish();
  }

  @Override
  public void refuse(HttpCall call, Refusal refusal, HttpAnswer answer) {
    answer.header("x-amzn-RequestId", answer.requestId());
    XmlOut out = XmlErrors.begin(refusal, answer);
    out.start("ErrorResponse").namespace(namespace);
    out.start("Error").element("Type", XmlErrors.blame(refusal));
    XmlErrors.codeAndMessage(out, refusal).end();
    out.element("RequestId", answer.requestId()).finish();
  }

  @Override
  public Codes codes() {
    return Codes.QUERY;
  }
}
