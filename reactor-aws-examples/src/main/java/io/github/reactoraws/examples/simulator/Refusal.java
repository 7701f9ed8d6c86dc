package io.github.reactoraws.examples.simulator;

/** An error as AWS answers it: an HTTP status, a code that programs read, a message for people. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  Refusal(int status, String code, String message) {
    super(message, null, false, false); // answered, never thrown at a person: no stack trace
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
