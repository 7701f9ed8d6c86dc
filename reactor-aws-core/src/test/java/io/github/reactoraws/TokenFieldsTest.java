package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TokenFieldsTest {
  private final TokenFields fields = TokenFields.of("NextKeyMarker", "KeyMarker");

  @Test
  void addition_leavesTheOriginal() {
    TokenFields more = fields.and("NextVersionIdMarker", "VersionIdMarker").moreWhen("IsTruncated");

    assertThat(fields).hasToString("TokenFields{NextKeyMarker -> KeyMarker}");
    assertThat(more.endsWhenRepeated())
        .hasToString(
            "TokenFields{NextKeyMarker -> KeyMarker, NextVersionIdMarker -> VersionIdMarker,"
                + " more when IsTruncated, ends when repeated}");
  }

  @Test
  void sameNames_areEqual() {
    assertThat(fields)
        .isEqualTo(TokenFields.of("NextKeyMarker", "KeyMarker"))
        .hasSameHashCodeAs(TokenFields.of("NextKeyMarker", "KeyMarker"))
        .isNotEqualTo(fields.moreWhen("IsTruncated"))
        .isNotEqualTo(fields.endsWhenRepeated())
        .isNotEqualTo(TokenFields.of("NextKeyMarker", "Prefix"));
  }

  @Test
  void blankName_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenFields.of("", "Marker"))
        .withMessage("responseMember must name a member, was \"\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenFields.of("NextMarker", " "))
        .withMessage("requestMember must name a member, was \" \"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fields.moreWhen(""))
        .withMessage("booleanResponseMember must name a member, was \"\"");
  }

  @Test
  void requestMemberFedTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fields.and("Other", "keyMarker"))
        .withMessage("a request member must be fed once, keyMarker was named twice");
  }
}
