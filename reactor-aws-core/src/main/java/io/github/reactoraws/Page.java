package io.github.reactoraws;

import java.util.List;
import java.util.Optional;

/**
 * One response of a listing.
 *
 * @param index how many pages of this subscription came before; 0 for the first, also where a
 *     listing was resumed
 * @param items the resources in it, in AWS's order; may be empty, also in the middle of a listing
 * @param token what this page was asked for with, empty at the beginning; a listing {@linkplain
 *     Listing#startingAt resumed} there reads this page again
 * @param next what the next page is asked for with, empty at the end; a listing resumed there goes
 *     on behind this page
 * @param response the raw response of the SDK
 * @param <R> the SDK's response class
 * @param <T> an item
 */
public record Page<R, T>(
    long index, List<T> items, Optional<PageToken> token, Optional<PageToken> next, R response) {}
