package io.github.reactoraws.examples.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * The simulator's credentials: the access key id itself says which account it belongs to.
 *
 * <p>Like AWS's own, a long-lived key begins with {@code AKIA}, one of a session with {@code ASIA},
 * and both have 20 characters.
 */
final class AccessKeys {
  private static final Pattern KEY = Pattern.compile("A[KS]IASIM0([0-9]{12})");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private AccessKeys() {}

  /** The long-lived credentials of {@code account}. */
  static AwsBasicCredentials of(String account) {
    return AwsBasicCredentials.create("AKIASIM0" + checked(account), "secret/" + account);
  }

  /** The credentials of a role's session in {@code account}. */
  static AwsSessionCredentials session(String account) {
    return AwsSessionCredentials.create(
        "ASIASIM0" + checked(account), "secret/" + account, "session/" + account);
  }

  /** The account that {@code accessKeyId} belongs to; empty where it is none of ours. */
  static Optional<String> account(String accessKeyId) {
    Matcher key = KEY.matcher(accessKeyId);
    return key.matches() ? Optional.of(key.group(1)) : Optional.empty();
  }

  /** Returns {@code account} if it is one: 12 digits. */
  static String checked(String account) {
    if (!ACCOUNT.matcher(account).matches()) {
      throw new IllegalArgumentException("account must be 12 digits, was " + account);
    }
    return account;
  }
}
