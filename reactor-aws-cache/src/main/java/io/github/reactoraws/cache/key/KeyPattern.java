package io.github.reactoraws.cache.key;

import java.util.Objects;

/**
 * A glob over the paths of {@linkplain CacheKey#path() cache keys}.
 *
 * <pre>
 * *    any characters but slashes
 * **   any characters, slashes too
 * ?    one character but a slash
 * </pre>
 *
 * <p>All else stands for itself, and the whole path must match: <code>
 * *&#47;us-east-1/ec2/Describe*&#47;**</code> is what EC2 described in one region, for all
 * accounts. No key has an asterisk or a question mark, so nothing needs to be escaped. Matching
 * takes at worst as long as the square of the path's length times the pattern's. Immutable.
 */
public final class KeyPattern {
  private static final int LONGEST = 1_024;
  private static final char ANY = '?';
  private static final char STAR = '*';
  private static final char DOUBLE_STAR = '\0'; // in no key and no glob, as the next
  private static final char END = '\1';

  private final String glob;
  private final char[] tokens;
  private final String prefix;

  private KeyPattern(String glob) {
    this.glob = glob;
    this.tokens = glob.replace("**", String.valueOf(DOUBLE_STAR)).toCharArray();
    int wild = 0;
    while (wild < glob.length() && glob.charAt(wild) != STAR && glob.charAt(wild) != ANY) {
      wild++;
    }
    this.prefix = glob.substring(0, wild);
  }

  /**
   * Reads a pattern.
   *
   * @param glob as above; at most 1,024 characters
   * @return the pattern
   * @throws IllegalArgumentException if no key could match, since {@code glob} is empty or too
   *     long, has an empty part, a character that is in no key, or more than two asterisks together
   */
  public static KeyPattern of(String glob) {
    if (Objects.requireNonNull(glob, "glob").isEmpty() || glob.length() > LONGEST) {
      throw refused(glob, "have 1 to " + LONGEST + " characters");
    }
    if (glob.startsWith("/") || glob.endsWith("/") || glob.contains("//")) {
      throw refused(glob, "have no empty part");
    }
    if (glob.contains("***")) {
      throw refused(glob, "have no more than two asterisks together");
    }
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c != STAR && c != ANY && c != '/' && c != '%' && c != '~' && !KeyPart.isPlain(c)) {
        throw refused(glob, "write \"" + c + "\" as " + KeyPart.encoded(String.valueOf(c)));
      }
    }
    return new KeyPattern(glob);
  }

  /**
   * Tells whether a key matches.
   *
   * @param path a key's path
   * @return whether all of it matches
   */
  public boolean matches(String path) {
    if (!path.startsWith(prefix)) {
      return false;
    }
    int token = prefix.length();
    int at = token;
    int star = -1; // the last of its kind that was met, and where what it stands for ends
    int starEnd = 0;
    int doubleStar = -1;
    int doubleStarEnd = 0;
    while (at < path.length()) {
      char wanted = token < tokens.length ? tokens[token] : END;
      if (wanted == DOUBLE_STAR) {
        if (token == tokens.length - 1) {
          return true;
        }
        doubleStar = token++;
        doubleStarEnd = at;
        star = -1;
      } else if (wanted == STAR) {
        star = token++;
        starEnd = at;
      } else if (fits(wanted, path.charAt(at))) {
        token++;
        at++;
      } else if (star >= 0 && path.charAt(starEnd) != '/') {
        at = ++starEnd;
        token = star + 1;
      } else if (doubleStar >= 0) {
        at = ++doubleStarEnd;
        token = doubleStar + 1;
        star = -1;
      } else {
        return false;
      }
    }
    while (token < tokens.length && (tokens[token] == STAR || tokens[token] == DOUBLE_STAR)) {
      token++;
    }
    return token == tokens.length;
  }

  /**
   * Returns what each path that matches begins with, for stores that are sorted by path.
   *
   * @return all before the first asterisk or question mark; it may be empty
   */
  public String prefix() {
    return prefix;
  }

  private static boolean fits(char wanted, char c) {
    return wanted == ANY ? c != '/' : wanted == c;
  }

  private static IllegalArgumentException refused(String glob, String right) {
    return new IllegalArgumentException("pattern must " + right + ", was \"" + glob + "\"");
  }

  /** Two of the same text are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof KeyPattern pattern && pattern.glob.equals(glob);
  }

  @Override
  public int hashCode() {
    return glob.hashCode();
  }

  /** The glob. */
  @Override
  public String toString() {
    return glob;
  }
}
