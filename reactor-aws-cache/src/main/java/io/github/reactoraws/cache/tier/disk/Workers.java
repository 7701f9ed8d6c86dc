package io.github.reactoraws.cache.tier.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** The threads that read, encode and decode, and on which the tier signals. */
final class Workers {
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Something to do at a desk; it must not throw. */
  interface Task {
    void run(Desk desk);
  }

  private final WorkQueue<Task> tasks = new WorkQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Supplier<Desk> desks;
  private volatile boolean ended;

  Workers(int count, Supplier<Desk> desks) {
    this.desks = desks;
    for (int i = 1; i <= count; i++) {
      threads.add(DiskThreads.start("worker-" + i, this::work));
    }
  }

  void submit(Task task) {
    tasks.add(task);
    if (ended) {
      drain();
    }
  }

  /** Whether a task waits for a thread. */
  boolean hasQueuedTasks() {
    return !tasks.isEmpty();
  }

  private void work() {
    try (Desk desk = desks.get()) {
      while (true) {
        Task task = tasks.take(IDLE_NANOS);
        if (task != null) {
          run(task, desk);
        } else if (ended) {
          return;
        }
      }
    }
  }

  /** A thread outlives whatever who was signalled has thrown. */
  private static void run(Task task, Desk desk) {
    guard(() -> task.run(desk));
  }

  /** Signals somebody; what they throw ends no thread, and leaves no other without a signal. */
  static void guard(Runnable signal) {
    try {
      signal.run();
    } catch (RuntimeException | Error thrown) {
      dropped(thrown);
    }
  }

  /** Hands over what nobody can be told any more. */
  private static void dropped(Throwable thrown) {
    try {
      Operators.onErrorDropped(thrown, Context.empty());
    } catch (RuntimeException | Error hooks) {
      // of an application's hook, which has its say in vain here
    }
  }

  /** What came too late; at this desk nothing is read, as the tier is closed. */
  private void drain() {
    try (Desk desk = desks.get()) {
      for (Task late = tasks.drain(); late != null; late = tasks.drain()) {
        run(late, desk);
      }
    }
  }

  /** Ends the threads when all is done that was submitted. */
  void close(long deadlineNanos) {
    ended = true;
    threads.forEach(thread -> tasks.wake());
    for (Thread thread : threads) {
      DiskThreads.join(thread, deadlineNanos);
    }
    drain();
  }
}
