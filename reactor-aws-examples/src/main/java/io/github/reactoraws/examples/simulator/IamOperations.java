package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

/** IAM, which knows no regions. */
final class IamOperations {
  private static final int DEFAULT_ITEMS = 100;
  private static final int MOST_ITEMS = 1_000;

  private final Estate estate;
  private final Paging paging;

  IamOperations(Estate estate, PageTokens tokens) {
    this.estate = estate;
    this.paging =
        new Paging(
            tokens,
            "Marker",
            "MaxItems",
            () -> new Refusal(400, "ValidationError", "Invalid Marker."));
  }

  List<Operation<?, ?>> all() {
    return List.of(
        new Operation<>("iam", "ListRoles", "", ListRolesRequest::builder, this::listRoles),
        new Operation<>("iam", "GetRole", "", GetRoleRequest::builder, this::getRole),
        new Operation<>(
            "iam",
            "ListAttachedRolePolicies",
            "",
            ListAttachedRolePoliciesRequest::builder,
            this::listAttachedRolePolicies));
  }

  private ListRolesResponse listRoles(ListRolesRequest request, Scope scope) {
    Roles roles = roles(scope);
    Page<Role> page =
        paging.page(
            request,
            scope,
            size(request.maxItems()),
            roles.count(),
            index -> listed(roles.get(index)),
            role -> role.path().startsWith(pathPrefix(request.pathPrefix())));
    return ListRolesResponse.builder()
        .roles(page.items())
        .isTruncated(page.hasNext())
        .marker(page.next())
        .build();
  }

  private GetRoleResponse getRole(GetRoleRequest request, Scope scope) {
    Roles roles = roles(scope);
    return GetRoleResponse.builder().role(roles.get(find(roles, request.roleName()))).build();
  }

  private ListAttachedRolePoliciesResponse listAttachedRolePolicies(
      ListAttachedRolePoliciesRequest request, Scope scope) {
    Roles roles = roles(scope);
    List<AttachedPolicy> policies =
        pathPrefix(request.pathPrefix()).equals("/")
            ? roles.policies(find(roles, request.roleName()))
            : List.of();
    Page<AttachedPolicy> page =
        paging.page(
            request,
            scope,
            size(request.maxItems()),
            policies.size(),
            index -> policies.get((int) index));
    return ListAttachedRolePoliciesResponse.builder()
        .attachedPolicies(page.items())
        .isTruncated(page.hasNext())
        .marker(page.next())
        .build();
  }

  /** A list leaves out what only GetRole tells. */
  private static Role listed(Role role) {
    return role.toBuilder().tags(List.of()).roleLastUsed((RoleLastUsed) null).build();
  }

  private long find(Roles roles, @Nullable String name) {
    String asked = Constraints.CLASSIC.required("roleName", name);
    OptionalLong index = roles.index(asked);
    return index.orElseThrow(
        () ->
            new Refusal(404, "NoSuchEntity", "The role with name " + asked + " cannot be found."));
  }

  private int size(@Nullable Integer maxItems) {
    return Constraints.CLASSIC.range("maxItems", maxItems, 1, MOST_ITEMS, DEFAULT_ITEMS);
  }

  private static String pathPrefix(@Nullable String pathPrefix) {
    return pathPrefix == null ? "/" : pathPrefix;
  }

  private Roles roles(Scope scope) {
    return new Roles(
        estate
            .account(scope.account())
            .orElseThrow(
                () ->
                    new Refusal(
                        403,
                        "InvalidClientTokenId",
                        "The security token included in the request is invalid.")));
  }
}
