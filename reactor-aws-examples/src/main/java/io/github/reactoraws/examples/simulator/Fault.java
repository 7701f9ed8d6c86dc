package io.github.reactoraws.examples.simulator;

/** What can go wrong between a client and AWS. */
public enum Fault {
  /** The call is throttled, whatever its bucket says. */
  THROTTLE,
  /** The service fails with a status of 500. */
  INTERNAL_ERROR,
  /** The connection is reset before a byte of the response. */
  RESET,
  /** The connection is closed after half of the response's body. */
  RESET_MIDWAY,
  /** The body arrives in small pieces, over the time that {@link Faults#slowBody} says. */
  SLOW_BODY,
  /**
   * A page without items whose token leads to the page that was asked for, so that no item is lost.
   * Calls that do not paginate are answered as usual, and so is the call that follows such a token.
   */
  EMPTY_PAGE,
  /**
   * The page carries the token that it was asked with. The first page, which is asked without one,
   * is answered as usual.
   */
  REPEATED_TOKEN,
  /** The status is 200, and the body ends in the middle of a tag or value. */
  MALFORMED_BODY
}
