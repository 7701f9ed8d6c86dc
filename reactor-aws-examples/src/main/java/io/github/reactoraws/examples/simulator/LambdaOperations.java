package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.lambda.model.FunctionCodeLocation;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;

/** Lambda: functions have one version, {@code $LATEST}, and no aliases. */
final class LambdaOperations {
  private static final int PAGE = 50; // whatever more is asked for
  private static final int MOST_ITEMS = 10_000;
  private static final String LATEST = "$LATEST";

  private final Estate estate;
  private final Paging paging;

  LambdaOperations(Estate estate, PageTokens tokens) {
    this.estate = estate;
    this.paging =
        new Paging(tokens, "Marker", "MaxItems", () -> invalid("Invalid pagination token"));
  }

  List<Operation<?, ?>> all() {
    return List.of(
        new Operation<>(
            "lambda",
            "ListFunctions",
            "GET /2015-03-31/functions",
            ListFunctionsRequest::builder,
            this::listFunctions),
        new Operation<>(
            "lambda",
            "GetFunction",
            "GET /2015-03-31/functions/{FunctionName}",
            GetFunctionRequest::builder,
            this::getFunction),
        new Operation<>(
            "lambda",
            "ListTags",
            "GET /2017-03-31/tags/{Resource}",
            ListTagsRequest::builder,
            this::listTags));
  }

  private ListFunctionsResponse listFunctions(ListFunctionsRequest request, Scope scope) {
    Functions functions = new Functions(place(scope));
    int size = Constraints.MODERN.range("maxItems", request.maxItems(), 1, MOST_ITEMS, PAGE);
    Page<FunctionConfiguration> page =
        paging.page(request, scope, Math.min(size, PAGE), functions.count(), functions::get);
    return ListFunctionsResponse.builder().functions(page.items()).nextMarker(page.next()).build();
  }

  private GetFunctionResponse getFunction(GetFunctionRequest request, Scope scope) {
    Functions functions = new Functions(place(scope));
    String asked = Constraints.MODERN.required("functionName", request.functionName());
    String qualifier = Optional.ofNullable(request.qualifier()).map(q -> ":" + q).orElse("");
    long index = find(functions, asked + qualifier, scope);
    FunctionConfiguration function = functions.get(index);
    return GetFunctionResponse.builder()
        .configuration(function)
        .code(
            FunctionCodeLocation.builder()
                .repositoryType("S3")
                .location(
                    "https://awslambda-"
                        + scope.region()
                        + "-tasks.s3."
                        + scope.region()
                        + ".amazonaws.com/snapshots/"
                        + scope.account()
                        + "/"
                        + function.functionName())
                .build())
        .tags(functions.tags(index))
        .build();
  }

  private ListTagsResponse listTags(ListTagsRequest request, Scope scope) {
    Functions functions = new Functions(place(scope));
    String arn = Constraints.MODERN.required("resource", request.resource());
    if (Arn.tryFromString(arn).filter(parsed -> parsed.service().equals("lambda")).isEmpty()) {
      throw Constraints.MODERN.broken(
          arn, "resource", "Member must be the ARN of a Lambda resource");
    }
    return ListTagsResponse.builder().tags(functions.tags(find(functions, arn, scope))).build();
  }

  /** Finds a function by name, by ARN or by a part of one: {@code [account:function:]name}. */
  private static long find(Functions functions, String asked, Scope scope) {
    String prefix = "arn:aws:lambda:" + scope.region() + ":" + scope.account() + ":function:";
    String whole = whole(asked, prefix, scope);
    if (!whole.startsWith(prefix)) {
      throw new Refusal(
          403,
          "AccessDeniedException",
          "User: arn:aws:iam::"
              + scope.account()
              + ":user/simulator is not authorized to perform: lambda:"
              + scope.operation()
              + " on resource: "
              + whole);
    }
    String name = whole.substring(prefix.length());
    OptionalLong index =
        functions.index(name.endsWith(":" + LATEST) ? name.substring(0, name.indexOf(':')) : name);
    return index.orElseThrow(
        () -> new Refusal(404, "ResourceNotFoundException", "Function not found: " + whole));
  }

  private static String whole(String asked, String prefix, Scope scope) {
    if (asked.startsWith("arn:")) {
      return asked;
    }
    int account = asked.indexOf(":function:");
    return account < 0 ? prefix + asked : "arn:aws:lambda:" + scope.region() + ":" + asked;
  }

  private Place place(Scope scope) {
    return estate
        .place(scope.account(), scope.region())
        .orElseThrow(
            () ->
                new Refusal(
                    403,
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid."));
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "InvalidParameterValueException", message);
  }
}
