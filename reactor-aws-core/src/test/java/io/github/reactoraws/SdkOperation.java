package io.github.reactoraws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/**
 * One call of an SDK async client, found by reflection on the class path; knows whether the SDK
 * generated a paginator for it.
 */
record SdkOperation(
    Class<?> client,
    Method call,
    Optional<Method> paginator,
    Class<? extends SdkRequest> requestType,
    Class<? extends SdkPojo> responseType) {

  private static final String SERVICES = "software/amazon/awssdk/services";
  private static final Pattern CLIENT =
      Pattern.compile(
          "("
              + SERVICES
              + "/(?!.*/internal/)[a-z0-9/]+/(?!Default|Delegating)\\w+AsyncClient)\\.class");

  /** Every call of every service on the class path that answers with an SDK model. */
  static List<SdkOperation> onClassPath() {
    return clients().flatMap(SdkOperation::callsOf).toList();
  }

  /** The service's package, such as {@code ec2}. */
  String service() {
    return client.getPackageName().substring(SERVICES.length() + 1);
  }

  String name() {
    return service() + ":" + requestType.getSimpleName().replaceFirst("Request$", "");
  }

  private static Stream<Class<?>> clients() {
    try {
      return Collections.list(SdkOperation.class.getClassLoader().getResources(SERVICES + "/"))
          .stream()
          .flatMap(SdkOperation::entries)
          .map(CLIENT::matcher)
          .filter(Matcher::matches)
          .map(client -> classNamed(client.group(1).replace('/', '.')));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<String> entries(URL servicesFolder) {
    try {
      return ((JarURLConnection) servicesFolder.openConnection())
          .getJarFile().stream().map(Object::toString);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<SdkOperation> callsOf(Class<?> client) {
    Map<String, Method> byName =
        Arrays.stream(client.getMethods())
            .filter(SdkOperation::takesRequestOnly)
            .collect(Collectors.toMap(Method::getName, Function.identity()));
    return byName.values().stream()
        .filter(method -> method.getReturnType() == CompletableFuture.class)
        .filter(method -> answer(method) instanceof Class<?> type && isModel(type))
        .sorted(Comparator.comparing(Method::getName))
        .map(
            call ->
                new SdkOperation(
                    client,
                    call,
                    Optional.ofNullable(byName.get(call.getName() + "Paginator")),
                    call.getParameterTypes()[0].asSubclass(SdkRequest.class),
                    ((Class<?>) answer(call)).asSubclass(SdkPojo.class)));
  }

  private static Object answer(Method call) {
    return ((ParameterizedType) call.getGenericReturnType()).getActualTypeArguments()[0];
  }

  private static boolean isModel(Class<?> type) {
    return SdkPojo.class.isAssignableFrom(type);
  }

  private static boolean takesRequestOnly(Method method) {
    return method.getParameterCount() == 1
        && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0]);
  }

  private static Class<?> classNamed(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
