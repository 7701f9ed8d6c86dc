package io.github.reactoraws.examples.simulation;

import java.util.PriorityQueue;

/** Virtual time, in nanoseconds from 0: events happen in the order of their times. */
final class EventQueue {
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long added;

  long now() {
    return now;
  }

  /** Plans an event; those of one time happen in the order in which they were planned. */
  void at(long time, Runnable action) {
    if (time < now) {
      throw new IllegalArgumentException("time must not be before " + now + ", was " + time);
    }
    events.add(new Event(time, added++, action));
  }

  void after(long nanos, Runnable action) {
    at(now + nanos, action);
  }

  /** Lets happen what is planned for {@code end} or before. */
  void runUntil(long end) {
    for (Event next = events.peek(); next != null && next.time <= end; next = events.peek()) {
      events.remove();
      now = next.time;
      next.action.run();
    }
    now = end;
  }

  private record Event(long time, long number, Runnable action) implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}
