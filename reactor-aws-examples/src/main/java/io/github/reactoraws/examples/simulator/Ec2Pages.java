package io.github.reactoraws.examples.simulator;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Filter;

/** What all EC2 operations have in common: the place, the ids or the page, and the filters. */
final class Ec2Pages {
  private static final int LEAST_RESULTS = 5;
  private static final int MOST_RESULTS = 1_000;
  private static final int MOST_IDS = 1_000;

  private final Estate estate;
  private final Paging paging;

  Ec2Pages(Estate estate, PageTokens tokens) {
    this.estate = estate;
    this.paging =
        new Paging(
            tokens,
            "NextToken",
            "MaxResults",
            () ->
                invalid(
                    "Value for parameter nextToken is invalid: the token is malformed, expired or of other parameters."));
  }

  <T> Page<T> page(
      Ec2Request request,
      Scope scope,
      Ec2Resources<T> resources,
      List<String> ids,
      List<Filter> filters,
      @Nullable Integer maxResults) {
    int size = size(maxResults);
    Predicate<T> wanted = resources.filters().wanted(filters);
    if (ids.isEmpty()) {
      return paging.page(request, scope, size, resources.count(), resources::get, wanted);
    }
    if (ids.size() > MOST_IDS) {
      throw invalid(
          "The maximum number of ids in a request is " + MOST_IDS + ", got " + ids.size());
    }
    List<T> chosen = resources.get(ids).stream().filter(wanted).toList();
    return paging.page(request, scope, size, chosen.size(), index -> chosen.get((int) index));
  }

  private static int size(@Nullable Integer maxResults) {
    int size = maxResults == null ? MOST_RESULTS : maxResults;
    if (size < LEAST_RESULTS || size > MOST_RESULTS) {
      throw invalid(
          "Value ( "
              + size
              + " ) for parameter maxResults is invalid. Expecting a value "
              + (size < LEAST_RESULTS
                  ? "greater than " + LEAST_RESULTS
                  : "smaller than " + MOST_RESULTS)
              + ".");
    }
    return size;
  }

  static void refuseIdsWithSize(String idMember, List<String> ids, @Nullable Integer maxResults) {
    if (!ids.isEmpty() && maxResults != null) {
      throw new Refusal(
          400,
          "InvalidParameterCombination",
          "The parameter " + idMember + " cannot be used with the parameter maxResults");
    }
  }

  /** The place that the request is for; a region that the account does not use knows nobody. */
  Place place(Ec2Request request, Scope scope) {
    Place place =
        estate
            .place(scope.account(), scope.region())
            .orElseThrow(
                () ->
                    new Refusal(
                        401,
                        "AuthFailure",
                        "AWS was not able to validate the provided access credentials"));
    if (request.getValueForField("DryRun", Boolean.class).orElse(false)) {
      throw new Refusal(
          412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
    }
    return place;
  }

  private static Refusal invalid(String message) {
    return new Refusal(400, "InvalidParameterValue", message);
  }
}
