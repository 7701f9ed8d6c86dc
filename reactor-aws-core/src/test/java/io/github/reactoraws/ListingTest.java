package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class ListingTest {
  private static final DescribeVpcsRequest REQUEST =
      DescribeVpcsRequest.builder().maxResults(5).build();

  private final List<DescribeVpcsRequest> requests = new ArrayList<>();
  private final List<DescribeVpcsResponse> answers = new ArrayList<>();
  private final Listing<DescribeVpcsResponse, String> listing =
      Listing.of(REQUEST, this::answer, r -> r.vpcs().stream().map(Vpc::vpcId).toList());

  @Test
  void items_followTheTokens() {
    answers.add(vpcs("t1", "a", "b"));
    answers.add(vpcs("t2"));
    answers.add(vpcs(null, "c"));

    StepVerifier.create(listing.items()).expectNext("a", "b", "c").verifyComplete();
    assertThat(requests)
        .containsExactly(
            REQUEST,
            REQUEST.toBuilder().nextToken("t1").build(),
            REQUEST.toBuilder().nextToken("t2").build());
  }

  @Test
  void page_carriesItemsTokensIndexAndResponse() {
    answers.add(vpcs("t1", "a"));
    answers.add(vpcs(null, "b"));

    List<Page<DescribeVpcsResponse, String>> pages = listing.pages().toStream().toList();

    assertThat(pages).extracting(Page::index).containsExactly(0L, 1L);
    assertThat(pages).extracting(Page::items).containsExactly(List.of("a"), List.of("b"));
    assertThat(pages).extracting(Page::response).containsExactlyElementsOf(answers);
    assertThat(pages.get(0).token()).isEmpty();
    assertThat(pages.get(0).next()).isEqualTo(pages.get(1).token()).isPresent();
    assertThat(pages.get(1).next()).isEmpty();
  }

  @Test
  void startingAtTheNextToken_goesOnBehindThePage() {
    answers.add(vpcs("t1", "a"));
    PageToken next = listing.pages().next().blockOptional().flatMap(Page::next).orElseThrow();
    answers.set(0, vpcs(null, "b"));
    requests.clear();

    StepVerifier.create(listing.startingAt(next).items()).expectNext("b").verifyComplete();
    assertThat(requests).containsExactly(REQUEST.toBuilder().nextToken("t1").build());
  }

  @Test
  void takeTen_sendsExactlyOneCall() {
    String[] ids = IntStream.range(0, 1000).mapToObj(i -> "vpc-" + i).toArray(String[]::new);
    answers.add(vpcs("t1", ids));

    StepVerifier.create(listing.items().take(10)).expectNextCount(10).verifyComplete();
    StepVerifier.create(listing.items().next()).expectNextCount(1).verifyComplete();
    StepVerifier.create(listing.pages().take(1)).expectNextCount(1).verifyComplete();
    assertThat(requests).as("one call each").hasSize(3);
  }

  @Test
  void tokenThatComesBack_fails() {
    answers.add(vpcs("t1", "a"));
    answers.add(vpcs("t1", "b"));
    answers.add(vpcs("t1", "b"));

    StepVerifier.create(listing.items())
        .expectNext("a", "b")
        .verifyErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ec2:DescribeVpcs")
                    .hasMessageContaining("t1"));
  }

  @Test
  void tokensThatGoRound_fail() {
    for (String next : List.of("t1", "t2", "t3", "t1", "t2", "t3", "t1", "t2", "t3", "t1")) {
      answers.add(vpcs(next, "a"));
    }

    StepVerifier.create(listing.items())
        .thenConsumeWhile("a"::equals)
        .verifyError(IllegalStateException.class);
  }

  @Test
  void operationThatEndsByRepeating_ends() {
    Listing<GetLogEventsResponse, String> log =
        Listing.of(
            GetLogEventsRequest.builder().logStreamName("s").startFromHead(true).build(),
            request ->
                CompletableFuture.completedFuture(
                    request.nextToken() == null ? events("f/1", "a") : events("f/1")),
            r -> r.events().stream().map(OutputLogEvent::message).toList());

    StepVerifier.create(log.items()).expectNext("a").verifyComplete();
    StepVerifier.create(log.pages().map(p -> p.next().isPresent()))
        .expectNext(true, false)
        .verifyComplete();
  }

  @Test
  void callFails_theErrorNamesOperationAndPage() {
    answers.add(vpcs("t1", "a"));

    StepVerifier.create(listing.items())
        .expectNext("a")
        .verifyErrorSatisfies(
            e ->
                assertThat(e.getSuppressed())
                    .anySatisfy(
                        trace ->
                            assertThat(trace)
                                .hasMessageContaining("page 1 of ec2:DescribeVpcs")
                                .hasMessageContaining("t1")));
  }

  @Test
  void itemsWithOtherClasses_failAndDoNotHang() {
    answers.add(vpcs(null, "a"));
    Listing<DescribeVpcsResponse, String> skewed =
        Listing.of(
            REQUEST,
            this::answer,
            r -> {
              throw new NoClassDefFoundError("of another version");
            });

    StepVerifier.create(skewed.items())
        .verifyErrorMessage("ec2:DescribeVpcs: its items cannot be read with the classes at hand");
  }

  @Test
  void twoSubscriptions_listTwice() {
    answers.add(vpcs(null, "a"));

    StepVerifier.create(Mono.when(listing.items(), listing.items())).verifyComplete();
    assertThat(requests).hasSize(2);
  }

  @Test
  void operationWithoutPages_isRefusedWithAWayOut() {
    assertThatThrownBy(
            () ->
                Listing.of(
                    GetCallerIdentityRequest.builder().build(),
                    r -> new CompletableFuture<GetCallerIdentityResponse>(),
                    r -> List.of(r.arn())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sts:GetCallerIdentity")
        .hasMessageContaining("TokenFields.of(");
  }

  @Test
  void negativePrefetch_isRefused() {
    assertThatThrownBy(() -> listing.prefetch(-1))
        .hasMessage("prefetch must be 0 pages or more, was -1");
  }

  private CompletableFuture<DescribeVpcsResponse> answer(DescribeVpcsRequest request) {
    requests.add(request);
    int page = request.nextToken() == null ? 0 : Math.min(requests.size() - 1, answers.size());
    return page < answers.size()
        ? CompletableFuture.completedFuture(answers.get(page))
        : CompletableFuture.failedFuture(new IllegalStateException("no page " + page));
  }

  private static DescribeVpcsResponse vpcs(@Nullable String next, String... ids) {
    return DescribeVpcsResponse.builder()
        .nextToken(next)
        .vpcs(List.of(ids).stream().map(id -> Vpc.builder().vpcId(id).build()).toList())
        .build();
  }

  private static GetLogEventsResponse events(String next, String... messages) {
    return GetLogEventsResponse.builder()
        .nextForwardToken(next)
        .events(
            List.of(messages).stream()
                .map(m -> OutputLogEvent.builder().message(m).build())
                .toList())
        .build();
  }
}
