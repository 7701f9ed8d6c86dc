package io.github.reactoraws.limit;

/** How an attempt of a call ended, as far as it tells something of the server's load. */
public enum Outcome {
  /** The server answered, if only that the request was wrong: its latency counts. */
  SUCCEEDED,
  /** The server refused the attempt for its rate, and did no work. */
  THROTTLED,
  /** The server, or the way there, failed: a fault, a reset or a timeout. */
  FAILED,
  /** It tells nothing: it was cancelled, or never reached the server. */
  IGNORED
}
