package io.github.reactoraws;

/**
 * Decides when a listing asks for its next page.
 *
 * <p>A page that downstream has paid for is asked for at once. A page ahead of that is a guess,
 * made only when downstream has shown that it goes on: a bounded demand that reaches beyond what is
 * held, or half of the first page delivered, or a page used up before. {@code take(10)} over a page
 * of 1,000 shows none of these, whatever operators stand between, and so sends one call.
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
   * @param demand elements that downstream wants and has not got; {@link Long#MAX_VALUE} for no
   *     bound, which promises nothing, since such a downstream ends by cancelling
   * @param held elements of all pages at hand, not delivered yet
   * @param pagesAhead pages at hand behind the one being delivered
   * @param progress how far downstream has come
   */
  boolean asks(long demand, long held, int pagesAhead, Progress progress) {
    if (held == 0 && demand > 0) {
      return true;
    }
    if (pagesAhead >= prefetch) {
      return false;
    }
    return switch (progress) {
      case NONE -> false;
      case BEGUN -> demand > held && demand != Long.MAX_VALUE;
      case GOING_ON -> true;
    };
  }

  /** How far downstream has come in the pages of a listing. */
  enum Progress {
    /** No element was delivered yet. */
    NONE,
    /** Less than half of the first page was delivered. */
    BEGUN,
    /** Half of the first page was delivered, or more. */
    GOING_ON
  }
}
