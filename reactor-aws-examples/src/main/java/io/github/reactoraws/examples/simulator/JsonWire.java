package io.github.reactoraws.examples.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;

/** AWS JSON 1.0 and 1.1: a header names the operation, bodies are JSON. */
final class JsonWire implements Wire {
  static final String TARGET = "X-Amz-Target";

  private final Map<String, Operation<?, ?>> byName;

  JsonWire(List<Operation<?, ?>> operations) {
    this.byName =
        operations.stream().collect(Collectors.toMap(Operation::name, Function.identity()));
  }

  @Override
  public Optional<Operation<?, ?>> operation(HttpCall call) {
    String target = call.header(TARGET); // AWSStepFunctions.ListExecutions
    return Optional.ofNullable(byName.get(target.substring(target.lastIndexOf('.') + 1)));
  }

  @Override
  public void read(HttpCall call, Operation<?, ?> operation, SdkPojo request) {
    try {
      JsonReader.read(call.body(), request);
    } catch (RuntimeException unreadable) {
      throw codes().malformed().saying(String.valueOf(unreadable.getMessage()));
    }
  }

  @Override
  public void write(
      HttpCall call, Operation<?, ?> operation, AwsResponse response, HttpAnswer answer) {
    answer.contentType(version(call)).header("x-amzn-RequestId", answer.requestId());
    JsonBody.write(response, answer.body());
  }

  @Override
  public void refuse(HttpCall call, Refusal refusal, HttpAnswer answer) {
    answer
        .status(refusal.status())
        .contentType(version(call))
        .header("x-amzn-RequestId", answer.requestId())
        .header("x-amzn-ErrorType", refusal.code());
    Map<String, String> error = new LinkedHashMap<>();
    error.put("__type", refusal.code());
    error.put("message", refusal.message());
    JsonBody.write(error, answer.body());
  }

  @Override
  public Codes codes() {
    return Codes.JSON;
  }

  /** The protocol's version is told by the content type, and each is answered with its own. */
  private static String version(HttpCall call) {
    String asked = call.header("Content-Type");
    return asked.isEmpty() ? "application/x-amz-json-1.0" : asked;
  }
}
