package io.github.reactoraws.examples.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.examples.simulator.ServiceModel.Modeled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * For every operation of seven services: what a real client sends is what the operation is asked,
 * and what the operation answers is what the real client gets, field by field, over a real socket.
 */
class WireRoundTripTest {
  private static final long SEED = 20_26;
  private static final Set<String>
      OTHERWISE = // a bare element; a length alone; another signing name
      Set.of("GetBucketLocation", "HeadObject", "ListDirectoryBuckets");
  private static final Set<String> UNSIGNED =
      Set.of("AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

  /** A service, and its operations that cannot take part, for the reasons beside them. */
  record Subject(
      String service,
      Class<?> client,
      AwsClientBuilder<?, ? extends SdkAutoCloseable> builder,
      Set<String> leftOut) {

    List<Modeled> operations() {
      return ServiceModel.operations(client).stream()
          .filter(operation -> !leftOut.contains(operation.name()))
          .filter(operation -> !service.equals("s3") || !operation.hasBody())
          .toList();
    }

    @Override
    public String toString() {
      return service;
    }
  }

  static Stream<Subject> subjects() {
    return Stream.of(
        new Subject("ec2", Ec2AsyncClient.class, Ec2AsyncClient.builder(), Set.of()),
        new Subject("states", SfnAsyncClient.class, SfnAsyncClient.builder(), Set.of()),
        new Subject("lambda", LambdaAsyncClient.class, LambdaAsyncClient.builder(), Set.of()),
        new Subject("iam", IamAsyncClient.class, IamAsyncClient.builder(), Set.of()),
        new Subject("s3", S3AsyncClient.class, S3AsyncClient.builder(), OTHERWISE),
        new Subject("dynamodb", DynamoDbAsyncClient.class, DynamoDbAsyncClient.builder(), Set.of()),
        new Subject("sts", StsAsyncClient.class, StsAsyncClient.builder(), UNSIGNED));
  }

  private final Map<String, AwsRequest> received = new ConcurrentHashMap<>();
  private final List<String> differences = new ArrayList<>();

  @ParameterizedTest
  @MethodSource("subjects")
  void everyField_survivesTheWireBothWays(Subject subject) {
    List<Modeled> operations = subject.operations();
    for (List<Modeled> apart : withoutSharedRoutes(operations, subject)) {
      exchange(apart, subject);
    }
    assertThat(operations).hasSizeGreaterThan(5);
    assertThat(differences).as("of %s operations", operations.size()).isEmpty();
  }

  private void exchange(List<Modeled> operations, Subject subject) {
    Map<String, AwsResponse> prepared = new HashMap<>();
    List<Operation<?, ?>> answering = new ArrayList<>();
    for (Modeled modeled : operations) {
      AwsResponse response = filledResponse(modeled);
      prepared.put(modeled.name(), response);
      answering.add(
          modeled.answering(
              subject.service,
              (request, scope) -> {
                received.put(modeled.name(), request);
                return response;
              }));
    }
    try (Simulator simulator = Simulator.builder().unthrottled().start(answering);
        SdkAutoCloseable client = client(subject, simulator)) {
      for (Modeled modeled : operations) {
        AwsRequest sent = filledRequest(modeled);
        try {
          Object got = modeled.call(client, sent).get(10, TimeUnit.SECONDS);
          compare(modeled.name() + " request", sent, received.get(modeled.name()));
          compare(modeled.name() + " response", requireNonNull(prepared.get(modeled.name())), got);
        } catch (Exception failed) {
          differences.add(modeled.name() + " failed: " + failed);
        }
      }
    }
  }

  /** Some operations of S3 differ by nothing but a parameter that one of them requires. */
  private static Collection<List<Modeled>> withoutSharedRoutes(
      List<Modeled> operations, Subject subject) {
    Map<String, Integer> seen = new HashMap<>();
    return operations.stream()
        .collect(
            Collectors.groupingBy(
                operation -> {
                  String route = operation.route(subject.service);
                  return route.isEmpty() ? 0 : seen.merge(route, 1, Integer::sum);
                }))
        .values();
  }

  private void compare(String what, SdkPojo expected, @Nullable Object actual) {
    if (expected.equalsBySdkFields(actual)) {
      return;
    }
    for (SdkField<?> field : expected.sdkFields()) {
      Object want = field.getValueOrDefault(expected);
      Object have = actual == null ? null : field.getValueOrDefault(actual);
      if (want != null && !want.equals(have)) {
        differences.add(what + "." + field.memberName() + "\n  sent " + want + "\n  got  " + have);
      }
    }
  }

  private static AwsResponse filledResponse(Modeled modeled) {
    AwsResponse.Builder builder = modeled.newResponse();
    new ModelFiller(SEED ^ modeled.name().hashCode()).fill((SdkPojo) builder);
    return builder.build();
  }

  private static AwsRequest filledRequest(Modeled modeled) {
    AwsRequest.Builder builder = modeled.newRequest();
    SdkPojo fields = (SdkPojo) builder;
    new ModelFiller(SEED + modeled.name().hashCode()).fill(fields);
    return builder.build();
  }

  private static SdkAutoCloseable client(Subject subject, Simulator simulator) {
    return (SdkAutoCloseable) configured(subject.builder, simulator).build();
  }

  @SuppressWarnings("unchecked") // every builder of the SDK builds on itself
  private static <B extends AwsClientBuilder<B, ?>> AwsClientBuilder<?, ?> configured(
      AwsClientBuilder<?, ?> builder, Simulator simulator) {
    return simulator
        .configure((B) builder, simulator.accounts().get(0), "us-east-1")
        .overrideConfiguration(
            options ->
                options
                    .retryStrategy(RetryMode.STANDARD)
                    .retryStrategy(retries -> retries.maxAttempts(1))
                    .putAdvancedOption(
                        SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true));
  }
}
