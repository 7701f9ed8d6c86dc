package io.github.reactoraws.examples.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Refusals in the five protocols, as real clients understand them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireErrorsTest {
  private static final String REGION = "us-east-1";

  private final Simulator calm = Simulator.builder().regions(REGION).unthrottled().start();
  private final Simulator throttling =
      Simulator.builder().regions(REGION).faults(Faults.seeded(1).rate(Fault.THROTTLE, 1)).start();

  @AfterAll
  void close() {
    calm.close();
    throttling.close();
  }

  @Test
  void refusals_comeAsTheExceptionsOfTheirServices() {
    String machine = "arn:aws:states:us-east-1:" + calm.accounts().get(0) + ":stateMachine:none";

    AwsServiceException ec2 =
        failure(
            Ec2AsyncClient.builder(),
            c -> c.describeImages(r -> r.imageIds("ami-0000000000000000f")));
    assertThat(ec2.statusCode()).isEqualTo(400);
    assertThat(ec2.awsErrorDetails().errorCode()).isEqualTo("InvalidAMIID.NotFound");
    assertThat(ec2.requestId()).isNotBlank();

    assertThat(
            failure(
                SfnAsyncClient.builder(),
                c -> c.describeStateMachine(r -> r.stateMachineArn(machine))))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThat(
            failure(LambdaAsyncClient.builder(), c -> c.getFunction(r -> r.functionName("none"))))
        .isInstanceOf(ResourceNotFoundException.class)
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(404));
    assertThat(failure(IamAsyncClient.builder(), c -> c.getRole(r -> r.roleName("none"))))
        .isInstanceOf(NoSuchEntityException.class);
    assertThat(failure(S3AsyncClient.builder(), c -> c.listObjectsV2(r -> r.bucket("none"))))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @ParameterizedTest
  @MethodSource("anyCall")
  <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> void throttle_isOneToTheSdk(
      String service, B builder, Function<C, CompletableFuture<?>> call, String unknownKey) {
    AwsServiceException thrown = failure(throttling, builder, call);

    assertThat(thrown.isThrottlingException()).as(service).isTrue();
    assertThat(thrown.requestId()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("anyCall")
  <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> void unknownKey_isRefused(
      String service, B builder, Function<C, CompletableFuture<?>> call, String code) {
    B strange =
        calm.configure(builder, calm.accounts().get(0), REGION)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIANOBODY", "x")));

    try (C client = strange.build()) {
      AwsServiceException thrown = thrownBy(client, call);
      assertThat(thrown.awsErrorDetails().errorCode()).as(service).isEqualTo(code);
    }
  }

  static Stream<Arguments> anyCall() {
    return Stream.of(
        anyCall("ec2", Ec2AsyncClient.builder(), Ec2AsyncClient::describeVpcs, "AuthFailure"),
        anyCall(
            "states",
            SfnAsyncClient.builder(),
            SfnAsyncClient::listStateMachines,
            "UnrecognizedClientException"),
        anyCall(
            "lambda",
            LambdaAsyncClient.builder(),
            LambdaAsyncClient::listFunctions,
            "UnrecognizedClientException"),
        anyCall("iam", IamAsyncClient.builder(), IamAsyncClient::listRoles, "InvalidClientTokenId"),
        anyCall("s3", S3AsyncClient.builder(), S3AsyncClient::listBuckets, "InvalidAccessKeyId"));
  }

  private static <B extends AwsClientBuilder<B, C>, C> Arguments anyCall(
      String service, B builder, Function<C, CompletableFuture<?>> call, String code) {
    return Arguments.of(service, builder, call, code);
  }

  private <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable>
      AwsServiceException failure(B builder, Function<C, CompletableFuture<?>> call) {
    return failure(calm, builder, call);
  }

  private static <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable>
      AwsServiceException failure(
          Simulator aws, B builder, Function<C, CompletableFuture<?>> call) {
    try (C client =
        aws.configure(builder, aws.accounts().get(0), REGION)
            .overrideConfiguration(o -> o.retryStrategy(retries -> retries.maxAttempts(1)))
            .build()) {
      return thrownBy(client, call);
    }
  }

  private static <C> AwsServiceException thrownBy(
      C client, Function<C, CompletableFuture<?>> call) {
    try {
      throw new AssertionError("answered " + call.apply(client).join());
    } catch (CompletionException wrapper) {
      return (AwsServiceException) requireNonNull(wrapper.getCause());
    }
  }
}
