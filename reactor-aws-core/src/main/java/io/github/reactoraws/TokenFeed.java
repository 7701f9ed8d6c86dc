package io.github.reactoraws;

import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** A response member and the request member that its value goes to. */
record TokenFeed(MemberPath from, SdkField<?> to) {

  /** The two members that {@code pair} names, which must exist and agree in type. */
  static TokenFeed of(OperationModel model, TokenFields.Pair pair) {
    MemberPath from =
        MemberPath.of(model.response(), pair.responseMember())
            .orElseThrow(() -> TokenErrors.noResponseMember(model, pair.responseMember()));
    SdkField<?> to =
        model
            .request()
            .named(pair.requestMember())
            .orElseThrow(() -> TokenErrors.noRequestMember(model, pair.requestMember()));
    if (from.last().marshallingType() != to.marshallingType()) {
      throw TokenErrors.typesDiffer(model, from, to);
    }
    return new TokenFeed(from, to);
  }

  /** What a response says of the next page. */
  Optional<Object> sentIn(SdkPojo response) {
    return from.read(response).filter(value -> !PageToken.isEmpty(value));
  }

  /** What a request asks for already. */
  Optional<Object> askedIn(SdkRequest request) {
    return Optional.<Object>ofNullable(to.getValueOrDefault(request))
        .filter(value -> !PageToken.isEmpty(value));
  }

  /** Sets the request member, or clears it. */
  void put(SdkRequest.Builder builder, Optional<Object> value) {
    Class<?> type = to.marshallingType().getTargetClass();
    to.set(builder, value.map(type::cast).orElse(null));
  }

  /** The request member's name. */
  String target() {
    return to.memberName();
  }
}
