package io.github.reactoraws;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * At most one task on a scheduler, which rings once for each {@link #set}. An alarm that proves too
 * early is set anew by whoever hears it, so that a busy stream does not schedule a task for each
 * batch.
 */
final class Alarm {
  private final Scheduler scheduler;
  private final Runnable whenRung;
  private final Disposable.Swap task = Disposables.swap();
  private boolean set; // owned by whoever sets and hears
  private volatile boolean rung;

  Alarm(Scheduler scheduler, Runnable whenRung) {
    this.scheduler = scheduler;
    this.whenRung = whenRung;
  }

  /** Whether it is set and was not heard yet. */
  boolean isSet() {
    return set;
  }

  void set(long nanosFromNow) {
    set = true;
    task.replace(scheduler.schedule(this::ring, nanosFromNow, TimeUnit.NANOSECONDS));
  }

  /** Whether it has rung since this was last asked. */
  boolean heard() {
    if (!rung) {
      return false;
    }
    rung = false;
    set = false;
    return true;
  }

  void dispose() {
    task.dispose();
  }

  private void ring() {
    rung = true;
    whenRung.run();
  }
}
