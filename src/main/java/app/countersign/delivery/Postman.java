package app.countersign.delivery;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due. The log is written in the transaction that finishes the delivery, so each
 * message is there once. Everything else is carried between two transactions, so a receiver may see
 * a delivery twice when a server dies in between; it carries its id for telling.
 */
@Singleton
public class Postman {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

  private final DeliveryRepository deliveries;
  private final DeliveryConfiguration configuration;
  private final List<Carrier> carriers;
  private final List<DeliveryListener> listeners;
  private final List<Withholding> withholdings;
  private final DeliveryRecord records;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Postman(
      DeliveryRepository deliveries,
      DeliveryConfiguration configuration,
      List<Carrier> carriers,
      List<DeliveryListener> listeners,
      List<Withholding> withholdings,
      DeliveryRecord records,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.deliveries = deliveries;
    this.configuration = configuration;
    this.carriers = List.copyOf(carriers);
    this.listeners = List.copyOf(listeners);
    this.withholdings = List.copyOf(withholdings);
    this.records = records;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Sends everything that is due now.
   *
   * @return how many deliveries came to an end, well or not
   */
  public int sendDue() {
    int finished = 0;
    for (DeliveryChannel channel : DeliveryChannel.values()) {
      finished += sendDue(channel);
    }
    return finished;
  }

  /**
   * Sends what is due on one channel.
   *
   * @return how many deliveries came to an end, well or not
   */
  public int sendDue(DeliveryChannel channel) {
    int withheld = withhold();
    if (channel == DeliveryChannel.LOG) {
      return withheld + log();
    }
    return carriers.stream()
        .filter(carrier -> carrier.channel() == channel)
        .mapToInt(this::carryDue)
        .reduce(withheld, Integer::sum);
  }

  /** Cancels what may not be sent any more. */
  private int withhold() {
    Instant now = clock.instant();
    int cancelled = 0;
    for (Withholding withholding : withholdings) {
      for (UUID id : withholding.withheld(now)) {
        cancelled +=
            transactions.executeWrite(status -> records.finished(deliveries.drop(id, now)));
      }
    }
    return cancelled;
  }

  private int log() {
    int finished = 0;
    int taken;
    do {
      taken = logBatch();
      finished += taken;
    } while (taken == configuration.batchSize());
    return finished;
  }

  private int logBatch() {
    try {
      return logDue(configuration.batchSize());
    } catch (RuntimeException failure) {
      LOG.warn("Deliveries are logged one by one, as one of them fails.", failure);
    }
    int finished = 0;
    boolean goesOn = true;
    for (int count = 0; goesOn && count < configuration.batchSize(); count++) {
      try {
        int logged = logDue(1);
        finished += logged;
        goesOn = logged == 1;
      } catch (RuntimeException failure) {
        finished += postponeFirst(failure);
      }
    }
    return finished;
  }

  private int logDue(int most) {
    return transactions.executeWrite(
        status -> {
          Instant now = clock.instant();
          List<Delivery> due = deliveries.take(DeliveryChannel.LOG, now, now, most);
          if (!due.isEmpty()) {
            finish(due, now);
          }
          return due.size();
        });
  }

  /** Keeps what cannot be logged from standing in everything else's way. */
  private int postponeFirst(RuntimeException failure) {
    return transactions.executeWrite(
        status -> {
          Instant now = clock.instant();
          int ended = 0;
          for (Delivery first : deliveries.take(DeliveryChannel.LOG, now, now, 1)) {
            String error = "It could not be recorded: " + failure.getClass().getSimpleName() + ".";
            ended += settle(first, new Outcome.Failed(error), now);
          }
          return ended;
        });
  }

  private int carryDue(Carrier carrier) {
    int finished = 0;
    List<Delivery> taken;
    do {
      Instant now = clock.instant();
      Instant retryAt = now.plus(carrier.lease());
      taken =
          transactions.executeWrite(
              status -> deliveries.take(carrier.channel(), now, retryAt, carrier.batchSize()));
      finished += carryAll(carrier, taken);
    } while (taken.size() == carrier.batchSize());
    return finished;
  }

  /** Carries side by side, so that a batch ends before another server may take it up again. */
  private int carryAll(Carrier carrier, List<Delivery> taken) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> underway =
          taken.stream().map(delivery -> threads.submit(() -> carry(carrier, delivery))).toList();
      return underway.stream().mapToInt(Postman::ended).sum();
    }
  }

  private static int ended(Future<Integer> carried) {
    try {
      return carried.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (ExecutionException failure) {
      // It comes up again when its lease ends.
      LOG.warn("A delivery could not be recorded.", failure.getCause());
      return 0;
    }
  }

  private int carry(Carrier carrier, Delivery delivery) {
    Outcome outcome = carrier.carry(delivery);
    Instant now = clock.instant();
    return transactions.executeWrite(status -> settle(delivery, outcome, now));
  }

  /** Writes down how it went; answers 1 if that was the end of it. */
  private int settle(Delivery delivery, Outcome outcome, Instant now) {
    return switch (outcome) {
      case Outcome.Taken() -> finish(List.of(delivery), now);
      case Outcome.Unwanted() -> records.finished(deliveries.drop(delivery.id(), now));
      case Outcome.Hopeless(String error) ->
          records.finished(deliveries.giveUp(delivery.id(), now, error));
      case Outcome.Failed(String error) -> {
        if (delivery.attempts() < configuration.maxAttempts()) {
          Instant next = now.plus(configuration.backoff(delivery.attempts()));
          deliveries.postpone(delivery.id(), next, error);
          yield 0;
        }
        yield records.finished(deliveries.giveUp(delivery.id(), now, error));
      }
    };
  }

  private int finish(List<Delivery> sent, Instant now) {
    List<Delivery> finished = deliveries.finish(sent.stream().map(Delivery::id).toList(), now);
    if (finished.isEmpty()) {
      return 0;
    }
    deliveries.logMessages(finished.stream().map(Delivery::id).toList());
    records.finished(finished);
    for (Delivery delivery : finished) {
      listeners.forEach(listener -> listener.delivered(delivery));
    }
    return finished.size();
  }
}
