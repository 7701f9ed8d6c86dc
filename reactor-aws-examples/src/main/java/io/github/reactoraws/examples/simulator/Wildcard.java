package io.github.reactoraws.examples.simulator;

/** EC2's patterns: {@code *} stands for any characters, {@code ?} for one, {@code \\} quotes. */
final class Wildcard {
  private Wildcard() {}

  /** Greedy with one point of return, so the time is at most pattern times text. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      int literal = p < pattern.length() && pattern.charAt(p) == '\\' ? p + 1 : p;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (literal < pattern.length()
          && (pattern.charAt(literal) == text.charAt(t)
              || (literal == p && pattern.charAt(p) == '?'))) {
        p = literal + 1;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
