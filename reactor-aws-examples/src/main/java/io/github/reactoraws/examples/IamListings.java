package io.github.reactoraws.examples;

import io.github.reactoraws.Listing;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;

/** What IAM has in an account. */
final class IamListings {
  private IamListings() {}

  static Flux<Resource> roles(Site site) {
    IamAsyncClient iam = site.clients().iam(site.place());
    var request = ListRolesRequest.builder().maxItems(site.pageSize()).build();
    return Listing.of(request, iam::listRoles, ListRolesResponse::roles)
        .items()
        .map(role -> resource(role, site.place()));
  }

  private static Resource resource(Role role, Place place) {
    return Resource.of(
        ResourceKind.ROLE,
        place,
        role.roleId(),
        role.arn(),
        role.roleName(),
        Resource.attributes("path", role.path(), "created", role.createDate()));
  }
}
