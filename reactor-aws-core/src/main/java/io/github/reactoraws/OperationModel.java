package io.github.reactoraws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** What the SDK's classes tell about one operation: its name and the members of both sides. */
record OperationModel(
    String name, Class<? extends SdkPojo> responseType, Members request, Members response) {

  private static final Pattern REQUEST_CLASS =
      Pattern.compile(".*\\.services\\.([a-z0-9_.]+)\\.model\\.(\\w+)Request");

  /*
   * The SDK names an operation's classes FooRequest and FooResponse, in one package, and gives each
   * a static builder() that knows the schema. So the request class alone tells the whole operation,
   * before any call is made.
   */
  static OperationModel of(Class<? extends SdkRequest> requestType) {
    Matcher named = REQUEST_CLASS.matcher(requestType.getName());
    if (!named.matches()) {
      throw new IllegalArgumentException(
          "the request must be an SDK model such as services.ec2.model.DescribeInstancesRequest,"
              + " was "
              + requestType.getName());
    }
    String responseName = requestType.getName().replaceFirst("Request$", "Response");
    try {
      Class<? extends SdkPojo> responseType =
          Class.forName(responseName, true, requestType.getClassLoader()).asSubclass(SdkPojo.class);
      return new OperationModel(
          named.group(1) + ":" + named.group(2),
          responseType,
          new Members(emptyOf(requestType)),
          new Members(emptyOf(responseType)));
    } catch (ReflectiveOperationException | ClassCastException notAModel) {
      throw new IllegalArgumentException(
          "%s must have an SDK response model %s beside it, has none"
              .formatted(requestType.getName(), responseName),
          notAModel);
    }
  }

  private static SdkPojo emptyOf(Class<?> model) throws ReflectiveOperationException {
    return (SdkPojo) model.getMethod("builder").invoke(null);
  }
}
