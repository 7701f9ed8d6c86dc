package io.github.reactoraws.adaptive;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * The operations that a client has, by the methods that take their requests: the SDK names these as
 * AWS names the operations, but for the case of the first letter.
 */
final class ClientOperations {

  // Learnt once for a client's class, and gone when the class is.
  private static final ClassValue<Set<String>> METHODS =
      new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> client) {
          return Stream.of(client.getMethods())
              .filter(ClientOperations::takesRequest)
              .map(Method::getName)
              .filter(name -> !name.endsWith("Paginator"))
              .collect(Collectors.toUnmodifiableSet());
        }
      };

  private ClientOperations() {}

  /**
   * Refuses a name that is none of the operations'.
   *
   * @throws IllegalArgumentException if it is not
   */
  static void require(AwsClient client, String operation) {
    int first = Math.min(1, Objects.requireNonNull(operation, "operation").length());
    String method =
        operation.substring(0, first).toLowerCase(Locale.ROOT) + operation.substring(first);
    if (method.equals(operation) || !METHODS.get(client.getClass()).contains(method)) {
      throw new IllegalArgumentException(
          "operation must be one of those of %s, spelt as DescribeInstances is, was \"%s\""
              .formatted(client.serviceName(), operation));
    }
  }

  private static boolean takesRequest(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return parameters.length > 0 && AwsRequest.class.isAssignableFrom(parameters[0]);
  }
}
