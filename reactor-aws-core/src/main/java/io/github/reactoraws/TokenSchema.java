package io.github.reactoraws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** Carries page tokens of one operation from a response to the next request. */
final class TokenSchema {

  /*
   * What is learnt from a request class never changes, so it is learnt once and hangs on the class
   * itself: at most one schema for each request class loaded, gone when its class loader is. A
   * user's own naming is bound anew for each listing; it is rare and cheap.
   *
   * The end of a listing is a response whose token members are all absent or empty, or whose "more"
   * flag is false: S3 and others send a token with the last page too. A flag that is absent says
   * nothing, and the token decides; the SDK's paginators end there, and would lose the rest. A flag
   * that is true without a token is an error, since starting over or stopping are both wrong.
   */
  private static final ClassValue<TokenSchema> BY_REQUEST_CLASS =
      new ClassValue<>() {
        @Override
        protected TokenSchema computeValue(Class<?> requestType) {
          return found(OperationModel.of(requestType.asSubclass(SdkRequest.class)));
        }
      };

  private final OperationModel model;
  private final List<TokenFeed> feeds;
  private final Optional<MemberPath> moreFlag;
  private final boolean endsWhenRepeated;

  private TokenSchema(
      OperationModel model,
      List<TokenFeed> feeds,
      Optional<MemberPath> moreFlag,
      boolean endsWhenRepeated) {
    this.model = model;
    this.feeds = feeds;
    this.moreFlag = moreFlag;
    this.endsWhenRepeated = endsWhenRepeated;
  }

  /** The schema of the request's operation, found by name; cached. */
  static TokenSchema of(SdkRequest request) {
    return BY_REQUEST_CLASS.get(request.getClass());
  }

  /** The schema of the request's operation, as the user names it. */
  static TokenSchema of(SdkRequest request, TokenFields named) {
    return bound(OperationModel.of(request.getClass()), named);
  }

  private static TokenSchema found(OperationModel model) {
    return UnusualTokens.of(model.name())
        .or(() -> TokenRules.find(model.response(), model.request()))
        .map(fields -> bound(model, fields))
        .orElseThrow(() -> TokenErrors.notFound(model));
  }

  private static TokenSchema bound(OperationModel model, TokenFields fields) {
    List<TokenFeed> feeds = fields.pairs().stream().map(pair -> TokenFeed.of(model, pair)).toList();
    Optional<MemberPath> moreFlag =
        fields.moreFlag().isPresent()
            ? fields.moreFlag().map(name -> flagNamed(model, name))
            : flagBeside(model, feeds.get(0).from());
    return new TokenSchema(model, feeds, moreFlag, fields.isEndedByRepeat());
  }

  private static MemberPath flagNamed(OperationModel model, String name) {
    return MemberPath.of(model.response(), name)
        .filter(flag -> flag.last().marshallingType() == MarshallingType.BOOLEAN)
        .orElseThrow(() -> TokenErrors.noFlag(model, name));
  }

  private static Optional<MemberPath> flagBeside(OperationModel model, MemberPath token) {
    return TokenRules.moreFlag(token.siblings(model.response())).map(token::sibling);
  }

  /** The operation as service and name, such as {@code ec2:DescribeInstances}. */
  String operation() {
    return model.name();
  }

  /** Whether the operation ends a listing by sending the request's own token again. */
  boolean endsWhenRepeated() {
    return endsWhenRepeated;
  }

  /** Where the listing goes on after {@code response}; empty at its end. */
  Optional<PageToken> next(SdkPojo response) {
    if (!model.responseType().isInstance(response)) {
      throw TokenErrors.otherResponse(model, response);
    }
    Optional<Object> more = moreFlag.flatMap(flag -> flag.read(response));
    if (more.equals(Optional.of(false))) {
      return Optional.empty();
    }
    Optional<PageToken> token = gathered(feed -> feed.sentIn(response));
    if (token.isEmpty() && more.isPresent()) {
      throw TokenErrors.moreWithoutToken(model, moreFlag, feeds);
    }
    return token;
  }

  /** The token that {@code request} holds already. */
  Optional<PageToken> startOf(SdkRequest request) {
    return gathered(feed -> feed.askedIn(request));
  }

  /** The request for the page at {@code token}; token members that it lacks are cleared. */
  @SuppressWarnings("unchecked") // a request's builder builds the request's own class
  <Q extends SdkRequest> Q at(Q request, PageToken token) {
    Map<String, Object> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    rest.putAll(token.members());
    SdkRequest.Builder builder = request.toBuilder();
    try {
      feeds.forEach(feed -> feed.put(builder, Optional.ofNullable(rest.remove(feed.target()))));
    } catch (ClassCastException wrongType) {
      throw TokenErrors.wrongType(model, token, feeds, wrongType);
    }
    if (!rest.isEmpty()) {
      throw TokenErrors.foreignMembers(model, token, feeds);
    }
    return (Q) builder.build();
  }

  private Optional<PageToken> gathered(Function<TokenFeed, Optional<Object>> valueOf) {
    Map<String, Object> members = new LinkedHashMap<>();
    feeds.forEach(
        feed -> valueOf.apply(feed).ifPresent(value -> members.put(feed.target(), value)));
    return members.isEmpty() ? Optional.empty() : Optional.of(PageToken.of(members));
  }
}
