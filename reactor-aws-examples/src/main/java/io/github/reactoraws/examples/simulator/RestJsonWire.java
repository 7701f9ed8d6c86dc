package io.github.reactoraws.examples.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** REST with JSON bodies; Lambda speaks it. */
final class RestJsonWire implements Wire {
  private static final String CONTENT_TYPE = "application/json";

  private final RestOperations operations;

  RestJsonWire(List<Operation<?, ?>> operations) {
    this.operations = new RestOperations(operations);
  }

  @Override
  public Optional<Operation<?, ?>> operation(HttpCall call) {
    return operations.asked(call);
  }

  @Override
  public void read(HttpCall call, Operation<?, ?> operation, SdkPojo request) {
    try {
      RestBinding.read(call, RestOperations.pathParameters(call, operation), request);
      if (call.hasBody()) {
        readBody(call.body(), request);
      }
    } catch (RuntimeException unreadable) {
      throw codes().malformed().saying("Could not parse request: " + unreadable.getMessage());
    }
  }

  @Override
  public void write(
      HttpCall call, Operation<?, ?> operation, AwsResponse response, HttpAnswer answer) {
    answer.contentType(CONTENT_TYPE).header("x-amzn-RequestId", answer.requestId());
    RestBinding.write(response, answer);
    Optional<SdkField<?>> payload = Schema.payload(response);
    if (payload.isEmpty()) {
      JsonBody.write(response, answer.body());
      return;
    }
    Object whole = Schema.valueOf(response, payload.get());
    if (whole instanceof SdkBytes bytes) {
      answer.body().writeBytes(bytes.asByteArrayUnsafe());
    } else if (whole instanceof SdkPojo pojo) {
      JsonBody.write(pojo, answer.body());
    } else if (whole != null) {
      answer.text(whole.toString());
    }
  }

  @Override
  public void refuse(HttpCall call, Refusal refusal, HttpAnswer answer) {
    answer
        .status(refusal.status())
        .contentType(CONTENT_TYPE)
        .header("x-amzn-RequestId", answer.requestId())
        .header("x-amzn-ErrorType", refusal.code());
    Map<String, String> error = new LinkedHashMap<>();
    error.put("Type", refusal.status() < 500 ? "User" : "Service");
    error.put("message", refusal.message());
    JsonBody.write(error, answer.body());
  }

  @Override
  public Codes codes() {
    return Codes.REST_JSON;
  }

  private static void readBody(SdkBytes body, SdkPojo request) {
    Optional<SdkField<?>> payload = Schema.payload(request);
    if (payload.isEmpty()) {
      JsonReader.read(body, request);
      return;
    }
    SdkField<?> field = payload.get();
    if (field.constructor() == null) {
      field.set(request, body);
    } else {
      SdkPojo inner = field.constructor().get();
      JsonReader.read(body, inner);
      field.set(request, Schema.built(inner));
    }
  }
}
