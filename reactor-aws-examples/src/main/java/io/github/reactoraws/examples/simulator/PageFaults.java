package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;

/**
 * Bends a page after it was made: empties it, or repeats its token. Works on any operation, by the
 * names that AWS gives to page tokens.
 *
 * <p>An empty page must lead to the page that was asked for. Its token is therefore the token of
 * the request behind a mark, and {@link #unmarked} takes the mark off when the token comes back:
 * the operation itself sees the same request again, and no item is lost.
 */
final class PageFaults {
  private static final String MARK = "again.";
  private static final List<String> TOKENS_OUT =
      List.of("NextToken", "NextContinuationToken", "NextMarker", "Marker", "ContinuationToken");
  private static final List<String> TOKENS_IN = List.of("NextToken", "ContinuationToken", "Marker");

  private PageFaults() {}

  /** Whether a request follows an empty page of ours. */
  static boolean isMarked(SdkPojo request) {
    return first(TOKENS_IN, request).map(in -> text(request, in)).orElse("").startsWith(MARK);
  }

  /** A marked request with the token that the operation knows. */
  static AwsRequest unmarked(AwsRequest request) {
    SdkField<?> in = first(TOKENS_IN, request).orElseThrow();
    String original = text(request, in).substring(MARK.length());
    AwsRequest.Builder builder = request.toBuilder();
    in.set(builder, original.isEmpty() ? null : original);
    return builder.build();
  }

  /** The page without its items, with a token that leads to the same page. */
  static AwsResponse emptied(SdkPojo request, AwsResponse page) {
    Optional<SdkField<?>> in = first(TOKENS_IN, request);
    Optional<SdkField<?>> out = first(TOKENS_OUT, page);
    if (in.isEmpty() || out.isEmpty()) {
      return page;
    }
    AwsResponse.Builder builder = page.toBuilder();
    SdkPojo fields = (SdkPojo) builder;
    for (SdkField<?> field : page.sdkFields()) {
      if (field.marshallingType() == MarshallingType.LIST && Schema.valueOf(page, field) != null) {
        field.set(fields, List.of());
      }
    }
    set(fields, "KeyCount", 0);
    return pointed(builder, out.get(), MARK + text(request, in.get()));
  }

  /** The page with the token that it was asked with. */
  static AwsResponse repeated(SdkPojo request, AwsResponse page) {
    String token = first(TOKENS_IN, request).map(in -> text(request, in)).orElse("");
    Optional<SdkField<?>> out = first(TOKENS_OUT, page);
    return token.isEmpty() || out.isEmpty() ? page : pointed(page.toBuilder(), out.get(), token);
  }

  private static AwsResponse pointed(AwsResponse.Builder page, SdkField<?> out, String token) {
    SdkPojo fields = (SdkPojo) page;
    out.set(fields, token);
    set(fields, "IsTruncated", true);
    return page.build();
  }

  private static void set(SdkPojo fields, String member, Object value) {
    first(List.of(member), fields).ifPresent(field -> field.set(fields, value));
  }

  private static Optional<SdkField<?>> first(List<String> members, SdkPojo pojo) {
    for (String member : members) {
      for (SdkField<?> field : pojo.sdkFields()) {
        if (field.memberName().equalsIgnoreCase(member)) {
          return Optional.of(field);
        }
      }
    }
    return Optional.empty();
  }

  private static String text(SdkPojo pojo, SdkField<?> field) {
    @Nullable Object value = field.getValueOrDefault(pojo);
    return value == null ? "" : value.toString();
  }
}
