package io.github.reactoraws.adaptive;

import io.github.reactoraws.call.CallScope;
import java.util.Set;

/**
 * Operations that AWS throttles together. Lambda gives GetFunction, GetPolicy and the three ways to
 * invoke quotas of their own, and one of 15 calls a second to the rest of its control plane.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
final class SharedQuota {
  private static final String CONTROL_PLANE = "ControlPlane";

  private static final Set<String> APART_IN_LAMBDA =
      Set.of("GetFunction", "GetPolicy", "Invoke", "InvokeAsync", "InvokeWithResponseStream");

  private SharedQuota() {}

  /** The scope whose limiter a call of {@code scope} uses. */
  static CallScope of(CallScope scope) {
    if (!scope.service().equals("lambda") || APART_IN_LAMBDA.contains(scope.operation())) {
      return scope;
    }
    return new CallScope(scope.account(), scope.region(), scope.service(), CONTROL_PLANE);
  }
}
