package io.github.reactoraws.examples.simulator;

import static io.github.reactoraws.examples.simulator.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;

class IamOperationsTest {
  private final Estate estate =
      new Estate(1, List.of("111111111111", "222222222222"), List.of("eu-west-1"), 3_000);
  private final Caller caller = new Caller(estate, "111111111111", "us-east-1");

  @Test
  void pages_holdEveryRoleOnceAndEachIsFoundByName() {
    List<ListRolesResponse> pages = pages(ListRolesRequest.builder().build());
    assertThat(pages).extracting(page -> page.roles().size()).containsExactly(100, 54);
    assertThat(pages).extracting(ListRolesResponse::isTruncated).containsExactly(true, false);
    List<Role> roles = roles(pages);
    assertThat(roles).extracting(Role::roleName).doesNotHaveDuplicates().contains("inventory");
    for (Role listed : roles) {
      Role role = role(listed.roleName());
      assertThat(role.arn()).isEqualTo(listed.arn()).endsWith(role.path() + role.roleName());
      assertThat(listed.roleLastUsed()).isNull();
      assertThat(role.roleLastUsed()).isNotNull();
      assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
          .startsWith("{\"Version\":\"2012-10-17\"");
    }
  }

  @Test
  void pathPrefix_leavesThoseBelow() {
    List<Role> lambda = roles(pages(ListRolesRequest.builder().pathPrefix("/lambda/").build()));
    assertThat(lambda).hasSize(51).allMatch(role -> role.path().equals("/lambda/"));
  }

  @Test
  void policies_arePaged() {
    String role =
        roles(pages(ListRolesRequest.builder().build())).stream()
            .map(Role::roleName)
            .filter(name -> policies(name, 1_000).size() > 2)
            .findFirst()
            .orElseThrow();
    assertThat(policies(role, 1)).isEqualTo(policies(role, 1_000));
  }

  @Test
  void accounts_areApartAndRegionsAreNot() {
    AwsRequest first = GetRoleRequest.builder().roleName("inventory").build();
    Role ours = caller.call(first, GetRoleResponse.class).role();
    assertThat(caller.in("111111111111", "ap-south-1").call(first, GetRoleResponse.class).role())
        .isEqualTo(ours);
    assertThat(
            caller
                .in("222222222222", "us-east-1")
                .call(first, GetRoleResponse.class)
                .role()
                .roleId())
        .isNotEqualTo(ours.roleId());
  }

  @Test
  void badRequests_areRefused() {
    assertRefused(404, "NoSuchEntity", () -> role("gone"))
        .isEqualTo("The role with name gone cannot be found.");
    assertRefused(404, "NoSuchEntity", () -> policies("gone", 5));
    assertRefused(400, "ValidationError", () -> call(GetRoleRequest.builder().build()));
    for (int items : new int[] {0, 1_001}) {
      assertRefused(
              400,
              "ValidationError",
              () -> call(ListRolesRequest.builder().maxItems(items).build()))
          .contains("'" + items + "' at 'maxItems'");
    }
    String marker = pages(ListRolesRequest.builder().build()).get(0).marker();
    assertRefused(
        400,
        "ValidationError",
        () -> call(ListRolesRequest.builder().marker(marker).pathPrefix("/ec2/").build()));
    assertRefused(
        400, "ValidationError", () -> call(ListRolesRequest.builder().marker("x").build()));
  }

  private List<ListRolesResponse> pages(ListRolesRequest first) {
    return caller.pages(
        first,
        ListRolesResponse.class,
        ListRolesResponse::marker,
        marker -> first.toBuilder().marker(marker).build());
  }

  private static List<Role> roles(List<ListRolesResponse> pages) {
    return pages.stream().map(ListRolesResponse::roles).flatMap(List::stream).toList();
  }

  private Role role(String name) {
    return caller
        .call(GetRoleRequest.builder().roleName(name).build(), GetRoleResponse.class)
        .role();
  }

  private List<AttachedPolicy> policies(String role, int maxItems) {
    ListAttachedRolePoliciesRequest first =
        ListAttachedRolePoliciesRequest.builder().roleName(role).maxItems(maxItems).build();
    return caller
        .pages(
            first,
            ListAttachedRolePoliciesResponse.class,
            ListAttachedRolePoliciesResponse::marker,
            marker -> first.toBuilder().marker(marker).build())
        .stream()
        .map(ListAttachedRolePoliciesResponse::attachedPolicies)
        .flatMap(List::stream)
        .toList();
  }

  private IamResponse call(AwsRequest request) {
    return caller.call(request, IamResponse.class);
  }
}
