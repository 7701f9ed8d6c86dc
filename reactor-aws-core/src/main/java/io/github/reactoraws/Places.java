package io.github.reactoraws;

/**
 * The places that a stage has for elements: each is held by an element, or asked of upstream, or
 * free again and not yet asked for. Not thread-safe.
 *
 * <p>Free places are asked for in bulk, a quarter at a time, but at once when upstream owes
 * nothing.
 */
final class Places {
  private final int worthAsking;
  private int asked;
  private int free;

  Places(int all) {
    this.free = all;
    this.worthAsking = Math.max(1, all / 4);
  }

  /** An element takes the place that was asked for it; {@code false} if none was. */
  boolean take() {
    if (asked == 0) {
      return false;
    }
    asked--;
    return true;
  }

  /** An element has left. */
  void leave() {
    free++;
  }

  /** How many places to ask of upstream now; 0 for none. */
  int ask() {
    if (!isAskDue()) {
      return 0;
    }
    int more = free;
    free = 0;
    asked += more;
    return more;
  }

  boolean isAskDue() {
    return free > 0 && (asked == 0 || free >= worthAsking);
  }

  /** Whether elements hold all places, so that none comes before one leaves. */
  boolean areTaken() {
    return asked == 0 && free == 0;
  }
}
