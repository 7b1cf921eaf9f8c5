package app.countersign.platform.schedule;

import com.github.kagkarlsson.scheduler.task.Task;

/** A feature's task for the schedule; one bean each. */
public interface ScheduledWork {
  /** The task, always the same instance. */
  Task<?> task();
}
