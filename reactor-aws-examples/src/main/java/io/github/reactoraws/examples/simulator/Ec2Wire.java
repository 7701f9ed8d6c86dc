package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;

/** EC2's dialect of the query protocol. */
final class Ec2Wire implements Wire {
  private final QueryOperations operations;
  private final String namespace;

  Ec2Wire(List<Operation<?, ?>> operations, String namespace) {
    this.operations = new QueryOperations(operations, true);
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
    answer.contentType(XmlErrors.CONTENT_TYPE).header("x-amzn-requestid", answer.requestId());
    XmlOut out = new XmlOut(answer.body());
    out.start(operation.name() + "Response").namespace(namespace);
    out.element("requestId", answer.requestId());
    new XmlBody(out).fields(response);
    out.finish();
  }

  @Override
  public void refuse(HttpCall call, Refusal refusal, HttpAnswer answer) {
    answer.header("x-amzn-requestid", answer.requestId());
    XmlOut out = XmlErrors.begin(refusal, answer);
    out.start("Response").start("Errors").start("Error");
    XmlErrors.codeAndMessage(out, refusal).end().end();
    out.element("RequestID", answer.requestId()).finish();
  }

  @Override
  public Codes codes() {
    return Codes.EC2;
  }
}
