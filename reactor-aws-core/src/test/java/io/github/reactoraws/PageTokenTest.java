package io.github.reactoraws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTokenTest {

  @Test
  void sameMembersAndValues_areEqual() {
    assertThat(PageToken.of("NextToken", "a"))
        .isEqualTo(PageToken.of(Map.of("NextToken", "a")))
        .hasSameHashCodeAs(PageToken.of(Map.of("NextToken", "a")))
        .isNotEqualTo(PageToken.of("NextToken", "b"))
        .isNotEqualTo(PageToken.of("Marker", "a"));
  }

  @Test
  void givenMapChanges_tokenStays() {
    Map<String, Object> key = new HashMap<>(Map.of("id", "1"));
    Map<String, Object> members = new HashMap<>(Map.of("ExclusiveStartKey", key));
    PageToken token = PageToken.of(members);

    key.clear();
    members.clear();

    assertThat(token.members()).containsExactly(Map.entry("ExclusiveStartKey", Map.of("id", "1")));
    assertThatThrownBy(() -> token.members().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void noMember_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageToken.of(Map.of()))
        .withMessage("a page token must hold one request member or more, held none");
  }

  @Test
  void emptyValue_isRefused() {
    for (Object empty : List.of("", Map.of(), List.of())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PageToken.of("NextToken", empty))
          .withMessage("NextToken must not be empty: an empty token is the end of a listing");
    }
  }

  @Test
  void blankName_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageToken.of(" ", "a"))
        .withMessage("a page token's member must have a name, was \" \"");
  }

  @Test
  @SuppressWarnings("NullAway") // callers without null analysis pass it
  void nullValue_isRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> PageToken.of("NextToken", null))
        .withMessage("NextToken must have a value, was null");
  }

  @Test
  void text_isBounded() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      members.put("m" + i, "x".repeat(1000));
    }

    assertThat(PageToken.of("Marker", "abc")).hasToString("PageToken{Marker=abc}");
    assertThat(PageToken.of(members).toString())
        .startsWith("PageToken{m0=" + "x".repeat(32) + "…, m1=")
        .endsWith("…, …}")
        .hasSizeLessThan(200);
  }
}
