package io.github.reactoraws.examples;

/** What the user gave cannot be used; the message is one line that says what would be right. */
final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadInput(String message) {
    super(OneLine.of(message));
  }

  /** Such as {@code --scale must be 1 to 100, was 0}. */
  BadInput(String option, String right, Object was) {
    this(option + " must be " + right + ", was " + was);
  }
}
