package io.github.reactoraws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names the members that page an operation, for the rare one whose schema does not tell.
 *
 * <pre>{@code
 * TokenFields.of("nextForwardToken", "nextToken").endsWhenRepeated()
 * TokenFields.of("NextKeyMarker", "KeyMarker").and("NextVersionIdMarker", "VersionIdMarker")
 * TokenFields.of("StreamDescription.LastEvaluatedShardId", "ExclusiveStartShardId")
 * }</pre>
 *
 * <p>Names are those of the service's model; case is ignored. A response member may lie in a
 * structure of the response, written with dots. Whether the operation has such members is checked
 * where the fields are used. Immutable.
 */
public final class TokenFields {

  /** One response member that feeds one request member. */
  record Pair(String responseMember, String requestMember) {}

  private final List<Pair> pairs;
  private final Optional<String> moreFlag;
  private final boolean endsWhenRepeated;

  private TokenFields(List<Pair> pairs, Optional<String> moreFlag, boolean endsWhenRepeated) {
    this.pairs = List.copyOf(pairs);
    this.moreFlag = moreFlag;
    this.endsWhenRepeated = endsWhenRepeated;
  }

  /**
   * One response member whose value goes into one request member.
   *
   * @param responseMember where a response tells the next page; a dotted path reaches into a
   *     structure
   * @param requestMember where the next request repeats it
   * @return the fields
   * @throws IllegalArgumentException if a name is blank
   */
  public static TokenFields of(String responseMember, String requestMember) {
    return new TokenFields(List.of(), Optional.empty(), false).and(responseMember, requestMember);
  }

  /**
   * Adds a further pair, for tokens of several members.
   *
   * @param responseMember where a response tells this part of the next page
   * @param requestMember where the next request repeats it
   * @return these fields and the pair
   * @throws IllegalArgumentException if a name is blank, or the request member is fed already
   */
  public TokenFields and(String responseMember, String requestMember) {
    named("responseMember", responseMember);
    named("requestMember", requestMember);
    if (pairs.stream().anyMatch(pair -> pair.requestMember().equalsIgnoreCase(requestMember))) {
      throw new IllegalArgumentException(
          "a request member must be fed once, %s was named twice".formatted(requestMember));
    }
    List<Pair> more = new ArrayList<>(pairs);
    more.add(new Pair(responseMember, requestMember));
    return new TokenFields(more, moreFlag, endsWhenRepeated);
  }

  /**
   * Names the boolean response member that is false on the last page, whatever its token says.
   * Where none is named, a member such as {@code IsTruncated} beside the token is found by itself.
   *
   * @param booleanResponseMember true while there are further pages; a dotted path reaches into a
   *     structure
   * @return these fields and the flag
   * @throws IllegalArgumentException if the name is blank
   */
  public TokenFields moreWhen(String booleanResponseMember) {
    named("booleanResponseMember", booleanResponseMember);
    return new TokenFields(pairs, Optional.of(booleanResponseMember), endsWhenRepeated);
  }

  /**
   * Says that the operation ends a listing by sending the request's own token again, as CloudWatch
   * Logs GetLogEvents does. Elsewhere a repeated token is an error.
   *
   * @return these fields, ending at a repeated token
   */
  public TokenFields endsWhenRepeated() {
    return new TokenFields(pairs, moreFlag, true);
  }

  List<Pair> pairs() {
    return pairs;
  }

  Optional<String> moreFlag() {
    return moreFlag;
  }

  boolean isEndedByRepeat() {
    return endsWhenRepeated;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenFields fields
        && pairs.equals(fields.pairs)
        && moreFlag.equals(fields.moreFlag)
        && endsWhenRepeated == fields.endsWhenRepeated;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * pairs.hashCode() + moreFlag.hashCode()) + Boolean.hashCode(endsWhenRepeated);
  }

  /** The pairs as {@code response -> request}, then what ends the listing. */
  @Override
  public String toString() {
    String named =
        pairs.stream()
            .map(pair -> pair.responseMember() + " -> " + pair.requestMember())
            .collect(Collectors.joining(", "));
    return "TokenFields{"
        + named
        + moreFlag.map(flag -> ", more when " + flag).orElse("")
        + (endsWhenRepeated ? ", ends when repeated}" : "}");
  }

  private static void named(String what, String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("%s must name a member, was \"%s\"".formatted(what, name));
    }
  }
}
