package io.github.reactoraws.examples;

import io.github.reactoraws.call.AwsCall;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;

/** Pipelines over moto, which was written by others: it pages all of these but Lambda. */
@EnabledIf(
    value = "io.github.reactoraws.examples.MotoServer#isInstalled",
    disabledReason = "moto_server is not installed: skipped")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MotoPipelineTest extends PipelineContract {
  private static final String BUCKET = "pipeline";
  private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
  private static final String WORKFLOW =
      "{\"StartAt\":\"End\",\"States\":{\"End\":{\"Type\":\"Pass\",\"End\":true}}}";

  private MotoServer moto;

  @BeforeAll
  void setUp() throws IOException {
    moto = MotoServer.start();
    String role = "arn:aws:iam::123456789012:role/role-0";
    try (Clients clients = clients()) {
      IamAsyncClient iam = clients.iam(place());
      Ec2AsyncClient ec2 = clients.ec2(place());
      SfnAsyncClient states = clients.states(place());
      LambdaAsyncClient lambda = clients.lambda(place());
      S3AsyncClient s3 = clients.s3(place());
      make(5, i -> iam.createRole(r -> r.roleName("role-" + i).assumeRolePolicyDocument(TRUST)));
      make(12, i -> ec2.runInstances(r -> r.imageId("ami-12c6146b").minCount(1).maxCount(1)));
      make(
          5,
          i ->
              states.createStateMachine(
                  r -> r.name("machine-" + i).definition(WORKFLOW).roleArn(role)));
      make(
          3,
          i ->
              states.startExecution(
                  r ->
                      r.stateMachineArn(
                          "arn:aws:states:us-east-1:123456789012:stateMachine:machine-" + i)));
      make(
          3,
          i ->
              lambda.createFunction(
                  r ->
                      r.functionName("function-" + i)
                          .role(role)
                          .runtime("python3.12")
                          .handler("main.main")
                          .code(c -> c.zipFile(SdkBytes.fromUtf8String("not looked at")))));
      make(1, i -> s3.createBucket(r -> r.bucket(BUCKET)));
      make(
          101,
          i ->
              s3.putObject(
                  r -> r.bucket(BUCKET).key("object-" + i), AsyncRequestBody.fromString("x")));
    }
  }

  @AfterAll
  void tearDown() {
    if (moto != null) { // it may have failed to start
      moto.close();
    }
  }

  private static void make(int count, IntFunction<CompletableFuture<?>> call) {
    Flux.range(0, count).concatMap(i -> AwsCall.of(() -> call.apply(i))).blockLast();
  }

  @Override
  URI endpoint() {
    return moto.endpoint();
  }

  @Override
  AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing"));
  }

  @Override
  String bucket() {
    return BUCKET;
  }

  @Override
  boolean pagesFunctions() {
    return false;
  }
}
