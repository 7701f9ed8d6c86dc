package io.github.reactoraws.cache.key;

import io.github.reactoraws.Listing;
import java.util.Objects;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Names what is cached: an answer of AWS, or a user's own value.
 *
 * <p>The path of an answer is {@code account/region/service/operation/caller/digest}, where the
 * digest is of partition, endpoint and request. Requests that ask for the same have one key, in
 * whatever order they were built; idempotency tokens do not count. The path of a user's own key is
 * {@code ~namespace/…}, which no answer's is. Characters that paths do not have stand there as
 * percent signs and two hexadecimal digits for each byte of UTF-8. Immutable.
 */
public final class CacheKey {
  private static final int LONGEST = 1_024;
  private static final String USERS = "~"; // encoded in all parts, so no answer's path begins so

  private final String path;
  private final boolean outlivesProcess;

  private CacheKey(String path, boolean outlivesProcess) {
    if (path.length() > LONGEST) {
      throw new IllegalArgumentException(
          "key must have at most %d characters, was %d long: %s"
              .formatted(LONGEST, path.length(), path));
    }
    this.path = path;
    this.outlivesProcess = outlivesProcess;
  }

  /**
   * Returns the key of what AWS answers to a request.
   *
   * @param scope who asks which service where
   * @param request any request of the SDK's
   * @return the key
   * @throws IllegalArgumentException if {@code request} brings its own credentials or plugins, so
   *     that {@code scope} does not tell who asks
   */
  public static CacheKey of(CacheScope scope, AwsRequest request) {
    Objects.requireNonNull(scope, "scope");
    String digest = RequestDigest.of(scope, Objects.requireNonNull(request, "request"));
    String operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
    return new CacheKey(
        joined(scope.account(), scope.region(), scope.service(), operation, scope.caller(), digest),
        scope.isCallerKnown());
  }

  /**
   * Returns the key of what a listing lists, by its request. Two listings of one request whose
   * items are of different classes do not disturb each other.
   *
   * @param scope who lists which service where
   * @param listing a listing
   * @return the key
   * @throws IllegalArgumentException if its request brings its own credentials or plugins
   */
  public static CacheKey of(CacheScope scope, Listing<?, ?> listing) {
    return of(scope, (AwsRequest) listing.request());
  }

  /**
   * Returns a key of the user's own, for what is not an answer of AWS, or not of one call.
   *
   * @param namespace keeps keys of one use from those of another
   * @param parts what the value depends on; whose it is, too, if that matters
   * @return the key
   * @throws IllegalArgumentException if a part is blank, or there is none
   */
  public static CacheKey of(String namespace, String... parts) {
    if (parts.length == 0) {
      throw new IllegalArgumentException("parts must be at least one, there was none");
    }
    KeyPart.requireText("namespace", namespace);
    for (String part : parts) {
      KeyPart.requireText("parts", part);
    }
    return new CacheKey(USERS + joined(namespace) + "/" + joined(parts), true);
  }

  /**
   * Returns what {@link KeyPattern}s match.
   *
   * @return the path; at most 1,024 characters
   */
  public String path() {
    return path;
  }

  /**
   * Tells whether the value may be kept when this process has ended.
   *
   * @return {@code false} if it is not known who asks
   */
  public boolean outlivesProcess() {
    return outlivesProcess;
  }

  private static String joined(String... parts) {
    StringBuilder joined = new StringBuilder(120);
    for (String part : parts) {
      joined.append(joined.isEmpty() ? "" : "/").append(KeyPart.encoded(part));
    }
    return joined.toString();
  }

  /** Two of the same path are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey key && key.path.equals(path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  /** The path. */
  @Override
  public String toString() {
    return path;
  }
}
