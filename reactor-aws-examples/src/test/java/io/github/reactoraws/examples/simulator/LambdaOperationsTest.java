package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LambdaResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;

class LambdaOperationsTest {
  private static final String PREFIX = "arn:aws:lambda:us-east-1:111111111111:function:";

  private final Estate estate = new Estate(1, List.of("111111111111"), List.of("us-east-1"), 3_000);
  private final Caller caller = new Caller(estate, "111111111111", "us-east-1");

  @Test
  void pages_holdAtMostFiftyAndEveryFunctionOnce() {
    ListFunctionsRequest first = ListFunctionsRequest.builder().maxItems(10_000).build();
    List<ListFunctionsResponse> pages =
        caller.pages(
            first,
            ListFunctionsResponse.class,
            ListFunctionsResponse::nextMarker,
            marker -> first.toBuilder().marker(marker).build());
    assertThat(pages).extracting(page -> page.functions().size()).containsExactly(50, 50, 50, 1);
    assertThat(pages.stream().flatMap(page -> page.functions().stream()))
        .extracting(FunctionConfiguration::functionArn)
        .doesNotHaveDuplicates()
        .allMatch(arn -> arn.startsWith(PREFIX));
  }

  @Test
  void function_isFoundByNameAndByArn() {
    FunctionConfiguration listed =
        call(ListFunctionsRequest.builder().build(), ListFunctionsResponse.class)
            .functions()
            .get(7);
    String name = listed.functionName();
    for (String spelling :
        List.of(name, PREFIX + name, "111111111111:function:" + name, name + ":$LATEST")) {
      GetFunctionResponse found =
          call(
              GetFunctionRequest.builder().functionName(spelling).build(),
              GetFunctionResponse.class);
      assertThat(found.configuration()).as(spelling).isEqualTo(listed);
      assertThat(found.code().location()).contains(name);
      ListTagsResponse tags =
          call(
              ListTagsRequest.builder().resource(listed.functionArn()).build(),
              ListTagsResponse.class);
      assertThat(tags.tags()).isEqualTo(found.tags()).containsOnlyKeys("team", "env");
    }
    assertThat(
            call(
                    GetFunctionRequest.builder().functionName(name).qualifier("$LATEST").build(),
                    GetFunctionResponse.class)
                .configuration())
        .isEqualTo(listed);
  }

  @Test
  void unknownFunction_isRefused() {
    for (AwsRequest request :
        List.of(
            GetFunctionRequest.builder().functionName("gone").build(),
            GetFunctionRequest.builder().functionName(PREFIX + "gone").build(),
            ListTagsRequest.builder().resource(PREFIX + "gone").build())) {
      assertRefused(404, "ResourceNotFoundException", () -> call(request, LambdaResponse.class))
          .isEqualTo("Function not found: " + PREFIX + "gone");
    }
    assertRefused(
            404,
            "ResourceNotFoundException",
            () ->
                call(
                    GetFunctionRequest.builder()
                        .functionName("worker-00001")
                        .qualifier("7")
                        .build(),
                    LambdaResponse.class))
        .isEqualTo("Function not found: " + PREFIX + "worker-00001:7");
    assertRefused(
            403,
            "AccessDeniedException",
            () ->
                call(
                    GetFunctionRequest.builder()
                        .functionName("222222222222:function:worker-00001")
                        .build(),
                    LambdaResponse.class))
        .contains(
            "lambda:GetFunction on resource: arn:aws:lambda:us-east-1:222222222222:function:worker-00001");
  }

  @Test
  void badValues_areRefused() {
    for (int items : new int[] {0, 10_001}) {
      assertRefused(
              400,
              "ValidationException",
              () ->
                  call(
                      ListFunctionsRequest.builder().maxItems(items).build(), LambdaResponse.class))
          .contains("'" + items + "' at 'maxItems'");
    }
    assertRefused(
        400,
        "InvalidParameterValueException",
        () -> call(ListFunctionsRequest.builder().marker("x").build(), LambdaResponse.class));
    String marker =
        call(ListFunctionsRequest.builder().build(), ListFunctionsResponse.class).nextMarker();
    assertRefused(
        400,
        "InvalidParameterValueException",
        () ->
            call(
                ListFunctionsRequest.builder().marker(marker).functionVersion("ALL").build(),
                LambdaResponse.class));
    assertRefused(
        400,
        "ValidationException",
        () -> call(ListTagsRequest.builder().resource("gone").build(), LambdaResponse.class));
    assertRefused(
        403,
        "UnrecognizedClientException",
        () ->
            caller
                .in("111111111111", "me-south-1")
                .call(ListFunctionsRequest.builder().build(), LambdaResponse.class));
  }

  private <R extends LambdaResponse> R call(AwsRequest request, Class<R> response) {
    return caller.call(request, response);
  }
}
