package app.countersign.demo;

import app.countersign.ledger.Users;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills an empty database when the server starts: those who sign in at once, the rest in the
 * background, step by step. A database that has users is left alone.
 */
@Singleton
@Requires(condition = DemoCondition.class)
class DemoData implements ApplicationEventListener<ServerStartupEvent>, Ordered {
  /** In whose name the demo acts where no operator does. */
  static final String ACTOR = "demo";

  private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Users users;
  private final DemoOperators operators;
  private final DemoCustomers customers;
  private final List<DemoStep> steps;
  private volatile @Nullable Thread player;

  DemoData(Users users, DemoOperators operators, DemoCustomers customers, List<DemoStep> steps) {
    this.users = users;
    this.operators = operators;
    this.customers = customers;
    this.steps = steps;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    if (!users.anyExists()) {
      operators.create();
      customers.create();
      player = Thread.ofVirtual().name("demo").start(this::play);
    }
  }

  /** Before whoever looks for operators when the server starts. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  /** Waits until everything was played. */
  void await() throws InterruptedException {
    Thread playing = player;
    if (playing != null) {
      playing.join();
    }
  }

  @PreDestroy
  void stop() throws InterruptedException {
    Thread playing = player;
    if (playing != null) {
      playing.interrupt();
      playing.join(PATIENCE);
    }
  }

  private void play() {
    long started = System.nanoTime();
    try {
      for (int number = 0; number < steps.size(); number++) {
        DemoStep step = steps.get(number);
        long stepStarted = System.nanoTime();
        step.play();
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        LOG.info(
            "Demo {} of {}: {}, {} s",
            number + 1,
            steps.size(),
            step.title(),
            seconds(stepStarted));
      }
      LOG.info("The demo is ready after {} s", seconds(started));
    } catch (RuntimeException failure) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.error("The demo stopped before its end", failure);
      }
    }
  }

  private static String seconds(long startedNanos) {
    return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - startedNanos) / 1e9);
  }
}
