package io.github.reactoraws.examples.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

class RestRouteTest {
  @Test
  void segment_isDecoded() {
    RestRoute route = RestRoute.parse("GET /2017-03-31/tags/{Resource}");
    assertThat(route.match(get("/2017-03-31/tags/arn%3Aaws%3Alambda%2Ff+g")))
        .contains(Map.of("Resource", "arn:aws:lambda/f+g"));
    assertThat(route.match(get("/2017-03-31/tags/a/b"))).isEmpty();
    assertThat(route.match(get("/2017-03-31/tags"))).isEmpty();
  }

  @Test
  void greedyParameter_takesTheRest() {
    assertThat(RestRoute.parse("GET /{Bucket}/{Key+}").match(get("/b/x/y%20z")))
        .contains(Map.of("Bucket", "b", "Key", "x/y z"));
  }

  @Test
  void queryPart_mustBeGiven() {
    RestRoute route = RestRoute.parse("GET /{Bucket}?list-type=2");
    assertThat(route.match(get("/b?list-type=2&prefix=p"))).contains(Map.of("Bucket", "b"));
    assertThat(route.match(get("/b?list-type=1"))).isEmpty();
    assertThat(route.match(get("/b"))).isEmpty();
    assertThat(route.precision()).isGreaterThan(RestRoute.parse("GET /{Bucket}").precision());
  }

  @Test
  void routeWithoutMethod_isNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestRoute.parse("/{Bucket}"))
        .withMessage("route must be a method and a path such as 'GET /{Bucket}', was '/{Bucket}'");
  }

  private static HttpCall get(String uri) {
    return HttpCall.of("GET", uri, EmptyHttpHeaders.INSTANCE, SdkBytes.fromByteArray(new byte[0]));
  }
}
