package io.github.reactoraws.examples.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.Tag;

/** The roles of one account: {@code inventory} for other accounts, the rest for services. */
final class Roles {
  static final String CROSS_ACCOUNT = "inventory";

  /** Who assumes a role. */
  enum Principal {
    EC2,
    LAMBDA,
    STATES;

    private static final List<Principal> ALL = List.of(values());
  }

  private static final List<String> POLICIES =
      List.of(
          "CloudWatchAgentServerPolicy",
          "AmazonSSMManagedInstanceCore",
          "AmazonS3ReadOnlyAccess",
          "AWSXRayDaemonWriteAccess");

  private final Account account;
  private final Ids ids;
  private final Ids profiles;

  Roles(Account account) {
    this.account = account;
    this.ids = new Ids("AROA", Mix.key(account.key(), "role"), count());
    this.profiles = new Ids("AIPA", Mix.key(account.key(), "profile"), count());
  }

  /** How many roles an account of these sizes has. */
  static long count(Sizes sizes) {
    return 1 + Principal.ALL.size() * sizes.rolesPerService();
  }

  long count() {
    return count(account.sizes());
  }

  /** One of the roles for {@code service}, drawn by {@code bits}. */
  long forService(Principal service, long bits) {
    int number = Mix.below((int) account.sizes().rolesPerService(), Mix.mix(bits ^ 0x5f));
    return 1 + (long) number * Principal.ALL.size() + Principal.ALL.indexOf(service);
  }

  OptionalLong index(String name) {
    if (name.equals(CROSS_ACCOUNT)) {
      return OptionalLong.of(0);
    }
    for (Principal service : Principal.ALL) {
      OptionalLong number = names(service).index(name);
      if (number.isPresent()) {
        return OptionalLong.of(
            1 + number.getAsLong() * Principal.ALL.size() + Principal.ALL.indexOf(service));
      }
    }
    return OptionalLong.empty();
  }

  OptionalLong indexOfArn(String arn) {
    OptionalLong index = index(arn.substring(arn.lastIndexOf('/') + 1));
    return index.isPresent() && arn(index.getAsLong()).equals(arn) ? index : OptionalLong.empty();
  }

  String arn(long index) {
    return "arn:aws:iam::" + account.id() + ":role" + path(index) + name(index);
  }

  String instanceProfileArn(long index) {
    return "arn:aws:iam::" + account.id() + ":instance-profile" + path(index) + name(index);
  }

  String instanceProfileId(long index) {
    return upper(profiles.id(index));
  }

  String id(long index) {
    return upper(ids.id(index));
  }

  Role get(long index) {
    long bits = ids.bits(index);
    Instant lastUsed = Words.TODAY.minusSeconds(Mix.below(90 * 24 * 3600, bits));
    return Role.builder()
        .path(path(index))
        .roleName(name(index))
        .roleId(id(index))
        .arn(arn(index))
        .createDate(Words.past(bits))
        .assumeRolePolicyDocument(URLEncoder.encode(trust(index), StandardCharsets.UTF_8))
        .description("Role of " + Words.team(bits))
        .maxSessionDuration(3600)
        .tags(
            Tag.builder().key("team").value(Words.team(bits)).build(),
            Tag.builder().key("env").value(Words.stage(bits)).build())
        .roleLastUsed(
            RoleLastUsed.builder().lastUsedDate(lastUsed).region(account.regions().get(0)).build())
        .build();
  }

  /** One to four policies that AWS manages. */
  List<AttachedPolicy> policies(long index) {
    List<AttachedPolicy> attached = new ArrayList<>();
    int many = 1 + Mix.below(POLICIES.size(), ids.bits(index));
    for (String policy : POLICIES.subList(0, many)) {
      attached.add(
          AttachedPolicy.builder()
              .policyName(policy)
              .policyArn("arn:aws:iam::aws:policy/" + policy)
              .build());
    }
    return attached;
  }

  String name(long index) {
    return index == 0
        ? CROSS_ACCOUNT
        : names(serviceOf(index)).name((index - 1) / Principal.ALL.size());
  }

  private static String path(long index) {
    return index == 0 ? "/" : "/" + word(serviceOf(index)) + "/";
  }

  private static Principal serviceOf(long index) {
    return Principal.ALL.get((int) ((index - 1) % Principal.ALL.size()));
  }

  private Numbered names(Principal service) {
    return new Numbered(word(service) + "-", account.sizes().rolesPerService());
  }

  private static String word(Principal service) {
    return switch (service) {
      case EC2 -> "ec2";
      case LAMBDA -> "lambda";
      case STATES -> "states";
    };
  }

  private String trust(long index) {
    String principal =
        index == 0
            ? "{\"AWS\":\"arn:aws:iam::" + account.id() + ":root\"}"
            : "{\"Service\":\"" + word(serviceOf(index)) + ".amazonaws.com\"}";
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
        + principal
        + ",\"Action\":\"sts:AssumeRole\"}]}";
  }

  private static String upper(String id) {
    return id.toUpperCase(Locale.ROOT);
  }
}
