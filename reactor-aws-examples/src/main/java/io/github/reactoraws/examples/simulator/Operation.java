package io.github.reactoraws.examples.simulator;

import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * One operation: how its request begins and what answers it.
 *
 * @param service the signing name of its service
 * @param name its name in the service's model
 * @param route method and path template of the REST protocols, such as {@code GET
 *     /2015-03-31/functions/{FunctionName}} or {@code GET /{Bucket}?list-type=2}; empty for the
 *     others
 * @param request a new builder of its request, filled in from the wire by the SDK's schema
 * @param answer the response, or a thrown {@link Refusal}; computed from the request and who asks
 */
record Operation<Q extends AwsRequest, R extends AwsResponse>(
    String service,
    String name,
    String route,
    Supplier<? extends AwsRequest.Builder> request,
    BiFunction<Q, Scope, R> answer) {

  /** Answers a request that a builder of {@link #request} has built. */
  R respond(AwsRequest built, Scope scope) {
    @SuppressWarnings("unchecked") // its own builder builds nothing but a Q
    Q typed = (Q) built;
    return answer.apply(typed, scope);
  }
}
