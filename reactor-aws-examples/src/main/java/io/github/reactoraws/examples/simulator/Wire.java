package io.github.reactoraws.examples.simulator;

import java.util.Optional;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One of AWS's protocols, as one service speaks it: between HTTP and the SDK's model objects, by
 * the SDK's schema alone.
 */
interface Wire {

  /** The operation that is asked for. */
  Optional<Operation<?, ?>> operation(HttpCall call);

  /**
   * Fills in a request from the wire.
   *
   * @throws Refusal if it cannot be read
   */
  void read(HttpCall call, Operation<?, ?> operation, SdkPojo request);

  /** Writes a response, its status, headers and body. */
  void write(HttpCall call, Operation<?, ?> operation, AwsResponse response, HttpAnswer answer);

  /** Writes an error in the protocol's own shape. */
  void refuse(HttpCall call, Refusal refusal, HttpAnswer answer);

  /** The words of the errors that all services have. */
  Codes codes();
}
