package app.countersign.platform.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The schedule in the database. Features give their tasks as beans; scheduling joins the running
 * transaction, so that a task exists only if what it is about was committed.
 */
@Singleton
public class Schedule {
  private final SchedulerClient client;
  private final DataSource dataSource;
  private final List<Task<?>> tasks;
  private final ScheduleConfiguration configuration;
  private final List<PacedWork> paced;
  private List<Pace> paces = List.of();
  private @Nullable Scheduler scheduler;

  Schedule(
      DataSource dataSource,
      List<ScheduledWork> work,
      List<PacedWork> paced,
      ScheduleConfiguration configuration) {
    this.dataSource = dataSource;
    this.paced = List.copyOf(paced);
    this.tasks = work.stream().<Task<?>>map(ScheduledWork::task).toList();
    this.configuration = configuration;
    // Told which database it is, for asking would need a connection and there is none to join yet.
    this.client =
        SchedulerClient.Builder.create(dataSource, tasks)
            .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
            .build();
  }

  /**
   * Schedules instances of a one-time task for now, by one batch statement of the running
   * transaction.
   */
  public void runSoon(Task<Void> task, List<String> instances, Instant now) {
    client.scheduleBatch(instances.stream().<TaskInstance<?>>map(task::instance).toList(), now);
  }

  /** Begins to take due tasks, and what is done at a pace, once the server answers. */
  @EventListener
  synchronized void start(ServerStartupEvent event) {
    if (!configuration.enabled() || scheduler != null) {
      return;
    }
    // The scheduler's threads have no transaction to join: they borrow connections themselves.
    Scheduler started =
        Scheduler.create(DelegatingDataSource.unwrapDataSource(dataSource), oneTimeTasks())
            .startTasks(recurringTasks())
            .threads(configuration.threads())
            .executorService(
                Executors.newFixedThreadPool(
                    configuration.threads(), Thread.ofVirtual().name("schedule-", 0).factory()))
            .pollingInterval(configuration.pollingInterval())
            .pollUsingLockAndFetch(0.5, 1.0)
            .shutdownMaxWait(configuration.shutdownWait())
            .heartbeatInterval(configuration.heartbeat())
            .missedHeartbeatsLimit(ScheduleConfiguration.MISSED_HEARTBEATS)
            .build();
    started.start();
    scheduler = started;
    paces = paced.stream().map(Pace::start).toList();
  }

  /** Stops taking tasks and waits for the running ones. */
  @PreDestroy
  synchronized void stop() {
    paces.forEach(pace -> pace.stop(configuration.shutdownWait()));
    paces = List.of();
    if (scheduler != null) {
      scheduler.stop();
      scheduler = null;
    }
  }

  private List<Task<?>> oneTimeTasks() {
    return tasks.stream().filter(task -> !(task instanceof OnStartup)).toList();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // db-scheduler asks for an intersection type
  private <T extends Task<?> & OnStartup> List<T> recurringTasks() {
    return (List) tasks.stream().filter(OnStartup.class::isInstance).toList();
  }
}
