package io.github.reactoraws;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** What goes wrong with page tokens, in words that say what would be right. */
final class TokenErrors {
  private static final int LISTED = 30; // names in one message

  private TokenErrors() {}

  static IllegalArgumentException notFound(OperationModel model) {
    return new IllegalArgumentException(
        ("%s: the schema does not tell its page token. If it has one, name it:"
                + " Listing.of(request, call, items, TokenFields.of(\"<response member>\","
                + " \"<request member>\")); response members are %s; request members are %s")
            .formatted(model.name(), responseMembers(model), requestMembers(model)));
  }

  static IllegalArgumentException noResponseMember(OperationModel model, String name) {
    return new IllegalArgumentException(
        "%s: a response member must be one of %s, was %s"
            .formatted(model.name(), responseMembers(model), name));
  }

  static IllegalArgumentException noRequestMember(OperationModel model, String name) {
    return new IllegalArgumentException(
        "%s: a request member must be one of %s, was %s"
            .formatted(model.name(), requestMembers(model), name));
  }

  static IllegalArgumentException typesDiffer(
      OperationModel model, MemberPath from, SdkField<?> to) {
    return new IllegalArgumentException(
        "%s: %s is %s and cannot go into %s, which is %s"
            .formatted(model.name(), from, typeOf(from.last()), to.memberName(), typeOf(to)));
  }

  static IllegalArgumentException noFlag(OperationModel model, String name) {
    return new IllegalArgumentException(
        "%s: moreWhen must name a boolean response member, was %s".formatted(model.name(), name));
  }

  static IllegalArgumentException otherResponse(OperationModel model, SdkPojo response) {
    return new IllegalArgumentException(
        "%s: a response must be %s, was %s"
            .formatted(
                model.name(), model.responseType().getName(), response.getClass().getName()));
  }

  static IllegalArgumentException foreignMembers(
      OperationModel model, PageToken token, List<TokenFeed> feeds) {
    return new IllegalArgumentException(
        "%s: a page token must hold %s, was %s".formatted(model.name(), targets(feeds), token));
  }

  static IllegalArgumentException wrongType(
      OperationModel model, PageToken token, List<TokenFeed> feeds, ClassCastException cause) {
    String typed =
        feeds.stream()
            .map(feed -> feed.target() + " of type " + typeOf(feed.to()))
            .collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "%s: a page token must hold %s, was %s".formatted(model.name(), typed, token), cause);
  }

  static IllegalStateException moreWithoutToken(
      OperationModel model, Optional<MemberPath> flag, List<TokenFeed> feeds) {
    return new IllegalStateException(
        ("%s: %s is true but %s is absent, so there is more and the response does not say where;"
                + " use an operation that sends a token, or name the member that tells with"
                + " TokenFields")
            .formatted(
                model.name(),
                flag.map(MemberPath::toString).orElse("the flag"),
                feeds.stream()
                    .map(feed -> feed.from().toString())
                    .collect(Collectors.joining(", "))));
  }

  private static String targets(List<TokenFeed> feeds) {
    return feeds.stream().map(TokenFeed::target).collect(Collectors.joining(", "));
  }

  private static String responseMembers(OperationModel model) {
    Stream<String> nested =
        model
            .response()
            .structures()
            .flatMap(
                structure ->
                    Members.of(structure)
                        .tokenTyped()
                        .map(field -> structure.memberName() + "." + field.memberName()));
    return listed(Stream.concat(names(model.response()), nested).toList());
  }

  private static String requestMembers(OperationModel model) {
    return listed(names(model.request()).toList());
  }

  private static Stream<String> names(Members members) {
    return members.tokenTyped().map(SdkField::memberName);
  }

  private static String listed(Collection<String> names) {
    return names.stream()
        .limit(LISTED)
        .collect(Collectors.joining(", ", "[", names.size() > LISTED ? ", …]" : "]"));
  }

  private static String typeOf(SdkField<?> field) {
    return field.marshallingType().getTargetClass().getSimpleName();
  }
}
