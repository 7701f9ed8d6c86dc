package io.github.reactoraws;

/**
 * Decides when a listing asks for its next page.
 *
 * <p>A page that downstream has paid for is asked for at once. A page ahead of that is a guess,
 * made only on evidence that downstream goes on: it wants more than is held, or it came back for
 * more. {@code take(10)} over a page of 1,000 gives neither, and so sends one call.
 *
 * @param prefetch how many pages may be held or on their way beyond the one being delivered; 0 or
 *     more
 */
record ReadAhead(int prefetch) {

  ReadAhead {
    if (prefetch < 0) {
      throw new IllegalArgumentException("prefetch must be 0 pages or more, was " + prefetch);
    }
  }

  /**
   * Tells whether the next page is asked for now, no other call being in flight.
   *
   * @param demand elements that downstream wants and has not got
   * @param held elements of all pages at hand, not delivered yet
   * @param pagesAhead pages at hand behind the one being delivered
   * @param begun whether an element of the page being delivered has gone out
   * @param renewed whether downstream has asked more than once
   */
  boolean asks(long demand, long held, int pagesAhead, boolean begun, boolean renewed) {
    if (held == 0) {
      return demand > 0;
    }
    return pagesAhead < prefetch && begun && (demand > held || renewed);
  }
}
