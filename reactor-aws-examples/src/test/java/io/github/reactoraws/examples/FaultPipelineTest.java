package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.Listing;
import io.github.reactoraws.call.AwsFailure;
import io.github.reactoraws.examples.simulator.Fault;
import io.github.reactoraws.examples.simulator.Faults;
import io.github.reactoraws.examples.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClientBuilder;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A listing through a real client, over real sockets, while AWS has a bad day. */
class FaultPipelineTest {
  private static final int INSTANCES = 100;
  private static final int PAGES = 10;
  private static final String OPERATION = "DescribeInstances";
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private SdkAutoCloseable simulator = () -> {};
  private SdkAutoCloseable client = () -> {};

  @AfterEach
  void close() {
    client.close();
    simulator.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"REPEATED_TOKEN", "MALFORMED_BODY"})
  void passingFault_losesAndRepeatsNothing(Fault fault) {
    Flux<String> ids =
        instanceIds(Faults.none().slowBody(Duration.ofMillis(200)).at(OPERATION, 4, fault));

    List<String> listed = ids.collectList().blockOptional(LONGEST).orElseThrow();

    assertThat(listed).hasSize(INSTANCES).doesNotHaveDuplicates();
  }

  @Test
  void everyFaultAtOnce_losesAndRepeatsNothing() {
    Faults faults =
        Faults.seeded(42)
            .rate(Fault.THROTTLE, 0.1)
            .rate(Fault.INTERNAL_ERROR, 0.1)
            .rate(Fault.RESET, 0.05)
            .rate(Fault.RESET_MIDWAY, 0.05)
            .rate(Fault.EMPTY_PAGE, 0.1);

    List<String> listed = instanceIds(faults).collectList().blockOptional(LONGEST).orElseThrow();

    assertThat(listed).hasSize(INSTANCES).doesNotHaveDuplicates();
  }

  @Test
  void repeatedToken_failsBehindThePageThatCarriedIt() {
    StepVerifier.create(instanceIds(Faults.none().at(OPERATION, 3, Fault.REPEATED_TOKEN)))
        .expectNextCount(3 * INSTANCES / PAGES)
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a second time"))
        .verify(LONGEST);
  }

  @Test
  void malformedBody_failsAndNamesThePage() {
    StepVerifier.create(instanceIds(Faults.none().at(OPERATION, 3, Fault.MALFORMED_BODY)))
        .expectNextCount(2 * INSTANCES / PAGES)
        .expectErrorSatisfies(
            e ->
                assertThat(e.getSuppressed())
                    .anySatisfy(trace -> assertThat(trace).hasMessageContaining("page 2 of")))
        .verify(LONGEST);
  }

  @Test
  void deniedRegion_isDenied() {
    StepVerifier.create(instanceIds(Faults.none().deniedRegion("us-east-1")))
        .expectErrorSatisfies(e -> assertThat(AwsFailure.of(e)).isEqualTo(AwsFailure.DENIED))
        .verify(LONGEST);
  }

  private Flux<String> instanceIds(Faults faults) {
    Simulator aws = Simulator.builder().instances(INSTANCES).unthrottled().faults(faults).start();
    Ec2AsyncClientBuilder builder =
        aws.configure(Ec2AsyncClient.builder(), aws.accounts().get(0), "us-east-1")
            .overrideConfiguration(
                options -> options.retryStrategy(patient()).apiCallTimeout(LONGEST));
    Ec2AsyncClient ec2 = builder.build();
    simulator = aws::close;
    client = ec2;
    return Listing.of(
            DescribeInstancesRequest.builder().maxResults(INSTANCES / PAGES).build(),
            ec2::describeInstances,
            r -> r.reservations().stream().flatMap(one -> one.instances().stream()).toList())
        .items()
        .map(Instance::instanceId);
  }

  private static StandardRetryStrategy patient() {
    BackoffStrategy soon = BackoffStrategy.fixedDelay(Duration.ofMillis(5));
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(8)
        .backoffStrategy(soon)
        .throttlingBackoffStrategy(soon)
        .build();
  }
}
