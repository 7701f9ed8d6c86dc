package io.github.reactoraws;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** Finds by name which response members feed which request members of a paginated operation. */
final class TokenRules {

  /*
   * A rule takes the name of a response member, in lower case, and answers the names of request
   * members that it may feed, the likeliest first. The two must have the same type, one that a
   * token can have. The first rule that finds a pair decides, with all the pairs it finds, since
   * some tokens have several members:
   *
   * 1. "Next…" on both sides: NextToken, nextToken, NextPageToken, NextMarker. Nothing else is
   *    named so, and no service echoes the request's.
   * 2. "Next…" feeds the same name without it: NextMarker -> Marker, NextPageMarker -> Marker,
   *    NextKeyMarker and NextVersionIdMarker -> KeyMarker and VersionIdMarker, or with "Start" or
   *    "Starting" instead: NextRecordName -> StartRecordName, NextToken -> StartingToken. It goes
   *    before rule 3, for S3 and Route 53 echo the request's Marker in the response. Lock and
   *    sequence tokens (AWS WAF, PutLogEvents) look alike and order writes.
   * 3. A cursor by the same name on both sides: Marker, TrafficPolicyIdMarker, PaginationToken,
   *    ContinuationToken and such. The tokens are listed, as ClientToken or TaskToken are on both
   *    sides too.
   * 4. LastEvaluated… -> ExclusiveStart…, DynamoDB's way.
   *
   * If the response itself yields nothing, each structure in it is tried, and counts if it is the
   * only one (CloudFront's DistributionList.NextMarker, RDS's EngineDefaults.Marker).
   */
  private static final List<Function<String, Stream<String>>> RULES =
      List.of(
          TokenRules::sameNext,
          TokenRules::withoutNext,
          TokenRules::sameCursor,
          TokenRules::afterLastEvaluated);

  private static final Set<String> CURSORS =
      Set.of("pagetoken", "paginationtoken", "continuationtoken", "position", "cursor");

  private TokenRules() {}

  static Optional<TokenFields> find(Members response, Members request) {
    return find("", response, request).or(() -> findInStructure(response, request));
  }

  /** The boolean beside a token that says whether there is more. */
  static Optional<SdkField<?>> moreFlag(Members siblings) {
    return siblings.all().stream()
        .filter(field -> field.marshallingType() == MarshallingType.BOOLEAN)
        .filter(field -> saysMore(lowerCase(field.memberName())))
        .findFirst();
  }

  private static Optional<TokenFields> findInStructure(Members response, Members request) {
    List<TokenFields> found =
        response
            .structures()
            .flatMap(
                structure ->
                    find(structure.memberName() + ".", Members.of(structure), request).stream())
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Optional<TokenFields> find(String path, Members response, Members request) {
    return RULES.stream()
        .flatMap(rule -> apply(rule, path, response, request).stream())
        .findFirst();
  }

  private static Optional<TokenFields> apply(
      Function<String, Stream<String>> rule, String path, Members response, Members request) {
    Optional<TokenFields> fields = Optional.empty();
    for (SdkField<?> from : response.tokenTyped().toList()) {
      Optional<String> to =
          rule.apply(lowerCase(from.memberName()))
              .flatMap(name -> request.named(name).stream())
              .filter(field -> field.marshallingType() == from.marshallingType())
              .map(SdkField::memberName)
              .findFirst();
      if (to.isPresent()) {
        String member = path + from.memberName();
        fields =
            Optional.of(
                fields
                    .map(pairs -> pairs.and(member, to.get()))
                    .orElseGet(() -> TokenFields.of(member, to.get())));
      }
    }
    return fields;
  }

  private static Stream<String> sameNext(String name) {
    return name.startsWith("next") ? Stream.of(name) : Stream.empty();
  }

  private static Stream<String> withoutNext(String name) {
    if (!name.startsWith("next") || name.endsWith("locktoken") || name.endsWith("sequencetoken")) {
      return Stream.empty();
    }
    return Stream.of("nextpage", "next")
        .filter(name::startsWith)
        .map(prefix -> name.substring(prefix.length()))
        .flatMap(rest -> Stream.of(rest, "start" + rest, "starting" + rest));
  }

  private static Stream<String> sameCursor(String name) {
    return name.endsWith("marker") || CURSORS.contains(name) ? Stream.of(name) : Stream.empty();
  }

  private static Stream<String> afterLastEvaluated(String name) {
    return name.startsWith("lastevaluated")
        ? Stream.of(name.replaceFirst("lastevaluated", "exclusivestart"))
        : Stream.empty();
  }

  /** IsTruncated, Truncated, HasMoreStreams, AdditionalDataPending, AdditionalRoutesAvailable. */
  private static boolean saysMore(String name) {
    return name.equals("istruncated")
        || name.equals("truncated")
        || name.startsWith("hasmore")
        || (name.startsWith("additional")
            && (name.endsWith("pending") || name.endsWith("available")));
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
