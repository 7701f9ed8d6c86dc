package io.github.reactoraws.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reactoraws.Listing;
import io.github.reactoraws.Page;
import io.github.reactoraws.Stages;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.sfn.SfnAsyncClient;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesRequest;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;

/** What a pipeline does over anything that answers as AWS does. */
abstract class PipelineContract {
  static final String REGION = "us-east-1";
  private static final int CALLS_AT_ONCE = 8;

  abstract URI endpoint();

  abstract AwsCredentialsProvider credentials();

  /** A bucket that has objects. */
  abstract String bucket();

  /** Whether Lambda heeds the page size. */
  abstract boolean pagesFunctions();

  Clients clients() {
    return new Clients(Optional.of(endpoint()), CALLS_AT_ONCE, new Metering());
  }

  Place place() {
    return new Place(new Account("the caller's", "role/simulated", credentials()), REGION);
  }

  @Test
  void instances_ofSmallPages_areThoseOfTheSdk() {
    try (Clients clients = clients()) {
      Ec2AsyncClient ec2 = clients.ec2(place());
      var request = DescribeInstancesRequest.builder().maxResults(5).build();
      assertSame(
          Listing.of(request, ec2::describeInstances, PipelineContract::instances),
          ec2.describeInstancesPaginator(request),
          PipelineContract::instances,
          true);
    }
  }

  @Test
  void roles_ofSmallPages_areThoseOfTheSdk() {
    try (Clients clients = clients()) {
      IamAsyncClient iam = clients.iam(place());
      var request = ListRolesRequest.builder().maxItems(2).build();
      assertSame(
          Listing.of(request, iam::listRoles, ListRolesResponse::roles),
          iam.listRolesPaginator(request),
          ListRolesResponse::roles,
          true);
    }
  }

  @Test
  void stateMachines_ofSmallPages_areThoseOfTheSdk() {
    try (Clients clients = clients()) {
      SfnAsyncClient states = clients.states(place());
      var request = ListStateMachinesRequest.builder().maxResults(2).build();
      assertSame(
          Listing.of(request, states::listStateMachines, ListStateMachinesResponse::stateMachines),
          states.listStateMachinesPaginator(request),
          ListStateMachinesResponse::stateMachines,
          true);
    }
  }

  @Test
  void objects_ofSmallPages_areThoseOfTheSdk() {
    try (Clients clients = clients()) {
      S3AsyncClient s3 = clients.s3(place());
      var request = ListObjectsV2Request.builder().bucket(bucket()).maxKeys(100).build();
      assertSame(
          Listing.of(request, s3::listObjectsV2, ListObjectsV2Response::contents),
          s3.listObjectsV2Paginator(request),
          ListObjectsV2Response::contents,
          true);
    }
  }

  @Test
  void functions_ofSmallPages_areThoseOfTheSdk() {
    try (Clients clients = clients()) {
      LambdaAsyncClient lambda = clients.lambda(place());
      var request = ListFunctionsRequest.builder().maxItems(2).build();
      assertSame(
          Listing.of(request, lambda::listFunctions, ListFunctionsResponse::functions),
          lambda.listFunctionsPaginator(request),
          ListFunctionsResponse::functions,
          pagesFunctions());
    }
  }

  @Test
  void resumedListing_goesOnWhereThePageEnded() {
    try (Clients clients = clients()) {
      IamAsyncClient iam = clients.iam(place());
      var request = ListRolesRequest.builder().maxItems(2).build();
      var listing = Listing.of(request, iam::listRoles, ListRolesResponse::roles);
      List<Page<ListRolesResponse, Role>> pages = all(listing.pages());

      for (Page<ListRolesResponse, Role> page : pages.subList(0, pages.size() - 1)) {
        Listing<ListRolesResponse, Role> rest = listing.startingAt(page.next().orElseThrow());
        assertThat(all(rest.items()))
            .isEqualTo(
                pages.stream()
                    .skip(page.index() + 1)
                    .flatMap(later -> later.items().stream())
                    .toList());
      }
    }
  }

  @Test
  void inventory_findsWhatIsThere() {
    CommandLineRun run =
        CommandLineRun.as(
            credentials(),
            "--endpoint",
            endpoint().toString(),
            "--regions",
            REGION,
            "--summary",
            "json");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.byType())
        .containsKeys(
            "ec2:instance",
            "ec2:volume",
            "lambda:function",
            "states:stateMachine",
            "states:execution",
            "iam:role",
            "s3:bucket");
  }

  private static List<Instance> instances(DescribeInstancesResponse page) {
    return page.reservations().stream().flatMap(r -> r.instances().stream()).toList();
  }

  private static <R extends SdkResponse, T> void assertSame(
      Listing<R, T> ours, Publisher<R> theirs, Function<R, List<T>> items, boolean paged) {
    List<Page<R, T>> pages = all(ours.pages());
    List<T> listed = all(ours.items());

    assertThat(pages).hasSizeGreaterThan(paged ? 1 : 0);
    assertThat(pages.stream().flatMap(page -> page.items().stream()).toList()).isEqualTo(listed);
    assertThat(listed)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .isEqualTo(all(Stages.pages(theirs).flatMapIterable(items)));
  }

  private static <T> List<T> all(Flux<T> flux) {
    return Objects.requireNonNull(flux.collectList().block());
  }
}
