package io.github.reactoraws.examples;

import io.github.reactoraws.Listing;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;

/** What Lambda has at a place. */
final class LambdaListings {
  private static final int MOST_FUNCTIONS_A_PAGE = 50;

  private LambdaListings() {}

  static Flux<Resource> functions(Site site) {
    LambdaAsyncClient lambda = site.clients().lambda(site.place());
    var request =
        ListFunctionsRequest.builder().maxItems(site.pageSize(MOST_FUNCTIONS_A_PAGE)).build();
    return Listing.of(request, lambda::listFunctions, ListFunctionsResponse::functions)
        .items()
        .map(function -> resource(function, site.place()));
  }

  private static Resource resource(FunctionConfiguration function, Place place) {
    return Resource.of(
        ResourceKind.FUNCTION,
        place,
        function.functionName(),
        function.functionArn(),
        function.functionName(),
        Resource.attributes(
            "runtime", function.runtimeAsString(),
            "memory", function.memorySize(),
            "role", function.role()));
  }
}
