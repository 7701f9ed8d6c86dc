package io.github.reactoraws.examples;

import io.github.reactoraws.examples.simulator.Simulator;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Pipelines over the simulator, with page tokens as strict as AWS's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatorPipelineTest extends PipelineContract {
  private final Simulator simulator =
      Simulator.builder().regions(REGION).instances(1_000).throttling(100).start();

  @AfterAll
  void tearDown() {
    simulator.close();
  }

  private String account() {
    return simulator.accounts().get(0);
  }

  @Override
  URI endpoint() {
    return simulator.endpoint();
  }

  @Override
  AwsCredentialsProvider credentials() {
    return simulator.credentials(account());
  }

  @Override
  String bucket() {
    return account() + "-data-00000";
  }

  @Override
  boolean pagesFunctions() {
    return true;
  }
}
