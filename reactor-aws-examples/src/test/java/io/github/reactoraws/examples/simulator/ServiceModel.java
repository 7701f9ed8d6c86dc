package io.github.reactoraws.examples.simulator;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.protocols.core.OperationInfo;

/** Finds all operations of a service whose request and response are single messages. */
final class ServiceModel {
  private ServiceModel() {}

  /** One operation as the SDK's client has it. */
  record Modeled(Method method, Class<?> request, Class<?> response) {

    /** Its name in the service's model, which the SDK's classes spell in their own way. */
    String name() {
      String identifier = binding().operationIdentifier(); // AWSStepFunctions.ListExecutions
      return identifier == null
          ? request.getSimpleName().replaceAll("Request$", "")
          : identifier.substring(identifier.lastIndexOf('.') + 1);
    }

    AwsRequest.Builder newRequest() {
      return (AwsRequest.Builder) builder(request);
    }

    AwsResponse.Builder newResponse() {
      return (AwsResponse.Builder) builder(response);
    }

    boolean hasBody() {
      return newRequest().build().sdkFields().stream()
          .anyMatch(field -> field.location() == MarshallLocation.PAYLOAD);
    }

    CompletableFuture<?> call(Object client, AwsRequest with) {
      try {
        return (CompletableFuture<?>) method.invoke(client, with);
      } catch (ReflectiveOperationException broken) {
        throw new IllegalStateException(broken);
      }
    }

    /** An operation of the simulator under this one's name. */
    Operation<AwsRequest, AwsResponse> answering(
        String service, BiFunction<AwsRequest, Scope, AwsResponse> answer) {
      Supplier<AwsRequest.Builder> requests = this::newRequest;
      return new Operation<>(service, name(), route(service), requests, answer);
    }

    /** The route that the SDK's own marshaller has, with the bucket that S3's rules add to it. */
    String route(String service) {
      if (!service.equals("s3") && !service.equals("lambda")) {
        return "";
      }
      OperationInfo binding = binding();
      boolean ofBucket =
          service.equals("s3")
              && newRequest().build().sdkFields().stream()
                  .anyMatch(field -> field.locationName().equals("Bucket"));
      String uri = binding.requestUri();
      String path = ofBucket ? "/{Bucket}" + uri : uri.startsWith("/") ? uri : "/" + uri;
      return binding.httpMethod().name() + " " + path;
    }

    private OperationInfo binding() {
      String models = request.getPackageName();
      String marshaller =
          models.substring(0, models.lastIndexOf('.'))
              + ".transform."
              + request.getSimpleName()
              + "Marshaller";
      try {
        Field binding = Class.forName(marshaller).getDeclaredField("SDK_OPERATION_BINDING");
        binding.setAccessible(true);
        return (OperationInfo) binding.get(null);
      } catch (ReflectiveOperationException changed) {
        throw new IllegalStateException(changed);
      }
    }
  }

  static List<Modeled> operations(Class<?> client) {
    List<Modeled> found = new ArrayList<>();
    for (Method method : client.getMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      if (parameters.length == 1
          && AwsRequest.class.isAssignableFrom(parameters[0])
          && method.getGenericReturnType() instanceof ParameterizedType future
          && future.getRawType() == CompletableFuture.class) {
        Type response = future.getActualTypeArguments()[0];
        found.add(new Modeled(method, parameters[0], (Class<?>) response));
      }
    }
    found.sort(Comparator.comparing(Modeled::name));
    return found;
  }

  private static Object builder(Class<?> model) {
    try {
      return model.getMethod("builder").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException changed) {
      throw new IllegalStateException(changed);
    }
  }
}
