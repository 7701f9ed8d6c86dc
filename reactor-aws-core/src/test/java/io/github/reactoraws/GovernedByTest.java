package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.adaptive.Limiter;
import io.github.reactoraws.adaptive.LimiterSpec;
import io.github.reactoraws.adaptive.Permit;
import io.github.reactoraws.limit.Limits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Listings and batch loaders under a limiter with one permit. */
class GovernedByTest {
  private final Limiter limiter =
      Limiter.of(
          LimiterSpec.builder().limit(() -> Limits.fixed(1)).rate(Limits::unlimitedRate).build());
  private final HandCalls calls = new HandCalls();

  @Test
  void pagesCall_waitsForAPermit() {
    Permit stranger = limiter.permits(Context.empty()).tryAcquire().orElseThrow();
    CompletableFuture<DescribeVpcsResponse> answer = new CompletableFuture<>();
    StepVerifier.create(
            Listing.of(
                    DescribeVpcsRequest.builder().build(),
                    request -> {
                      calls.begun().add("page");
                      return answer;
                    },
                    DescribeVpcsResponse::vpcs)
                .governedBy(limiter)
                .items())
        .then(() -> assertThat(calls.begun()).isEmpty())
        .then(stranger::succeeded)
        .then(() -> assertThat(calls.begun()).hasSize(1))
        .then(() -> assertThat(limiter.inFlight()).isEqualTo(1))
        .then(
            () ->
                answer.complete(DescribeVpcsResponse.builder().vpcs(Vpc.builder().build()).build()))
        .expectNextCount(1)
        .verifyComplete();
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void listingThatIsCancelledInTheLine_leavesIt() {
    Permit stranger = limiter.permits(Context.empty()).tryAcquire().orElseThrow();
    Listing.of(
            DescribeVpcsRequest.builder().build(),
            request -> new CompletableFuture<DescribeVpcsResponse>(),
            DescribeVpcsResponse::vpcs)
        .governedBy(limiter)
        .items()
        .subscribe()
        .dispose();
    stranger.succeeded();
    assertThat(limiter.inFlight()).isZero();
    assertThat(limiter.waiting()).isZero();
  }

  @Test
  void batchesOfOneLoader_goOneAtATime() {
    BatchLoader<String, String> loader =
        BatchLoader.<String, String>of(
                keys -> {
                  String key = keys.iterator().next();
                  return calls.of(key).map(value -> Map.of(key, value));
                })
            .governedBy(limiter);
    BatchSpec spec = BatchSpec.builder().maxBatchSize(1).parallelism(2).build();
    StepVerifier.create(
            Flux.just("a", "b")
                .transform(Stages.enrichBatched(key -> key, loader, (key, value) -> value, spec)))
        .then(() -> assertThat(calls.begun()).containsExactly("a"))
        .then(() -> calls.answer("a"))
        .expectNext("ra")
        .then(() -> assertThat(calls.begun()).containsExactly("a", "b"))
        .then(() -> calls.answer("b"))
        .expectNext("rb")
        .verifyComplete();
  }

  @Test
  void singleCallsOfALoader_haveAPermitEach() {
    BatchLoader<String, String> loader =
        BatchLoader.<String, String>ofSingles(calls::of, 8).governedBy(limiter);
    StepVerifier.create(loader.load(Set.of("a", "b")))
        .then(() -> assertThat(calls.begun()).hasSize(1))
        .then(() -> calls.answer(calls.begun().get(0)))
        .then(() -> assertThat(calls.begun()).hasSize(2))
        .then(() -> calls.answer(calls.begun().get(1)))
        .assertNext(result -> assertThat(result.values()).hasSize(2))
        .verifyComplete();
  }

  @Test
  void callWithoutAnything_endsItsPermit() {
    StepVerifier.create(limiter.govern(Mono.<List<String>>empty())).verifyComplete();
    assertThat(limiter.inFlight()).isZero();
  }
}
