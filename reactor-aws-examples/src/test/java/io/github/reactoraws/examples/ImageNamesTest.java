package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;

class ImageNamesTest {
  private final ImageNames imageNames = new ImageNames();
  private final Ec2 ec2 = new Ec2();

  /** An EC2 that knows the image {@code ami-1}, or answers with another status. */
  private static final class Ec2 implements Ec2AsyncClient {
    private final List<List<String>> asked = new ArrayList<>();
    private int status = 200;

    @Override
    public CompletableFuture<DescribeImagesResponse> describeImages(DescribeImagesRequest request) {
      asked.add(request.imageIds());
      if (status != 200) {
        return CompletableFuture.failedFuture(Ec2Exception.builder().statusCode(status).build());
      }
      Image known = Image.builder().imageId("ami-1").name("base").build();
      return CompletableFuture.completedFuture(
          DescribeImagesResponse.builder()
              .images(request.imageIds().contains("ami-1") ? List.of(known) : List.of())
              .build());
    }

    @Override
    public String serviceName() {
      return "ec2";
    }

    @Override
    public void close() {}
  }

  private Flux<String> named(String... imageIds) {
    return named(imageNames, Flux.fromArray(imageIds));
  }

  private Flux<String> named(ImageNames names, Flux<String> imageIds) {
    return imageIds
        .map(id -> Instance.builder().imageId(id.isEmpty() ? null : id).build())
        .transform(names.with(ec2, (instance, name) -> instance.imageId() + "=" + name));
  }

  @Test
  void imageThatManyInstancesRun_isAskedForOnce() {
    StepVerifier.create(named("ami-1", "ami-1", "ami-1"))
        .expectNext("ami-1=base", "ami-1=base", "ami-1=base")
        .verifyComplete();

    assertThat(ec2.asked).containsExactly(List.of("ami-1"));
    assertThat(imageNames.cost()).isEqualTo(new ImageNames.Cost(3, 3, 1));
  }

  @Test
  void imageThatIsRunAgainLater_isRemembered() {
    Flux<String> now = Flux.just("ami-1");

    StepVerifier.withVirtualTime(
            () ->
                named(new ImageNames(), now.concatWith(now.delaySequence(Duration.ofMinutes(50)))))
        .thenAwait(Duration.ofMinutes(1))
        .expectNext("ami-1=base")
        .thenAwait(Duration.ofMinutes(50))
        .expectNext("ami-1=base")
        .verifyComplete();

    assertThat(ec2.asked).hasSize(1);
  }

  @Test
  void imageThatIsGone_andInstanceWithoutImage_passWithoutName() {
    StepVerifier.create(named("ami-1", "ami-2", ""))
        .expectNext("ami-1=base", "ami-2=null", "null=null")
        .verifyComplete();

    assertThat(imageNames.cost()).isEqualTo(new ImageNames.Cost(2, 1, 1));
  }

  @Test
  void callerWhoMayNotSeeImages_getsInstancesWithoutNames() {
    ec2.status = 403;

    StepVerifier.create(named("ami-1", "ami-2"))
        .expectNext("ami-1=null", "ami-2=null")
        .verifyComplete();

    assertThat(imageNames.cost()).isEqualTo(new ImageNames.Cost(2, 0, 1));
  }

  @Test
  void lookUpThatFailsOtherwise_failsTheListing() {
    ec2.status = 500;

    StepVerifier.create(named("ami-1")).expectError(Ec2Exception.class).verify();
  }
}
