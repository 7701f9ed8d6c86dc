package io.github.reactoraws.examples;

import java.util.regex.Pattern;

/** Text from elsewhere, made fit for one line of a terminal. */
final class OneLine {
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  private OneLine() {}

  static String of(String text) {
    return CONTROLS.matcher(text).replaceAll(" ").strip();
  }
}
