package io.github.reactoraws;

/**
 * How many elements a {@code flatMapAdaptive} asks for, and whether it may start a call: never more
 * than downstream has asked for, nor than the limit lets be in flight. Not thread-safe.
 *
 * <p>A call takes its place from its start until its result has left or turned out to be none. In
 * order, results wait for those ahead of them: {@code maxHeld} and those of the calls in flight by
 * then, for no call starts beyond.
 */
final class FlatMapWindow {
  private final int maxHeld;
  private long asked; // of upstream, and not here yet
  private int waiting; // elements that are here, and not started
  private int inFlight; // calls
  private int held; // results that have not left

  FlatMapWindow(int maxHeld) {
    this.maxHeld = maxHeld;
  }

  /** How many more to ask of upstream; they count as asked for from now on. */
  long ask(long demand, int limit) {
    long room = Math.min(demand - places(), limit - (long) inFlight);
    room = Math.min(room, (long) limit + maxHeld - places()) - asked - waiting;
    if (room <= 0) {
      return 0;
    }
    asked += room;
    return room;
  }

  /** An element has come; {@code false} if none was asked for. */
  boolean arrive() {
    if (asked == 0) {
      return false;
    }
    asked--;
    waiting++;
    return true;
  }

  /** Whether the element that waits first may start, as far as downstream goes. */
  boolean mayStart(long demand) {
    return waiting > 0 && places() < demand && held <= maxHeld;
  }

  /** The element that waits first begins its call. */
  void start() {
    waiting--;
    inFlight++;
  }

  /** The element that waits first begins no call: it has none, or its result is there already. */
  void skip() {
    waiting--;
  }

  /** A call has brought a result, which has not left yet. */
  void settle() {
    inFlight--;
    held++;
  }

  /** A result has left, or turned out to be none. */
  void leave() {
    held--;
  }

  int waiting() {
    return waiting;
  }

  int inFlight() {
    return inFlight;
  }

  int held() {
    return held;
  }

  /** Whether nothing that has come is left. */
  boolean isEmpty() {
    return waiting == 0 && inFlight == 0 && held == 0;
  }

  private int places() {
    return inFlight + held;
  }
}
