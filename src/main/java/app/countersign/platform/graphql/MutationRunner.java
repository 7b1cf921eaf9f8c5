package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Fingerprint;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.Json;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a mutation: binds its input, and does key and work in one transaction, again where another
 * transaction was in the way. A refusal rolls everything back and leaves no key.
 */
@Singleton
final class MutationRunner {
  private static final int MOST_KEY_LENGTH = 200;
  private static final int MOST_RETRIES = 3;
  private static final long PAUSE_MILLIS = 15;

  private final Provider<TransactionOperations<Connection>> transactions;
  private final Provider<IdempotencyKeys> keys;
  private final Provider<Fingerprint> fingerprint;
  private final ActionLimits limits;
  private final Clock clock;

  MutationRunner(
      Provider<TransactionOperations<Connection>> transactions,
      Provider<IdempotencyKeys> keys,
      Provider<Fingerprint> fingerprint,
      ActionLimits limits,
      Clock clock) {
    this.transactions = transactions;
    this.keys = keys;
    this.fingerprint = fingerprint;
    this.limits = limits;
    this.clock = clock;
  }

  <I, P> P run(
      MutationField<I, P> mutation,
      MutationDoor door,
      RequestScope scope,
      Map<String, Object> values) {
    Actor actor = scope.actor();
    ActionLimit limit = door.limit();
    if (limit != null) {
      limits.take(limit, actor, scope.address());
    }
    try {
      if (door.refusesCardNumbers()) {
        CardNumberDoor.pass(values);
      }
      I input = InputBinder.input(values, mutation.input());
      String key = mutation.isRemembered() ? key(values) : null;
      P first = firstAnswer(mutation, actor, key, values);
      if (first != null) {
        return first;
      }
      Wiring.OpenMutation<I, P> work = mutation.preparation().prepare(actor, input);
      try {
        if (!mutation.isTransactional()) {
          return work.run(actor, input);
        }
        return key == null || actor == null
            ? inTransaction(() -> work.run(actor, input))
            : inTransaction(() -> once(mutation, work, actor, key, values, input));
      } finally {
        work.end();
      }
    } catch (RefusedException refusal) {
      return mutation.refused().apply(refusal.errors());
    }
  }

  /** What is costly to make ready is not made ready again for a call that was answered already. */
  private <I, P> @Nullable P firstAnswer(
      MutationField<I, P> mutation,
      @Nullable Actor actor,
      @Nullable String key,
      Map<String, Object> values) {
    if (!mutation.isPrepared() || actor == null || key == null) {
      return null;
    }
    return keys.get()
        .find(actor.id(), mutation.name(), key)
        .map(kept -> same(mutation, kept, InputBinder.canonical(values)))
        .orElse(null);
  }

  private static @Nullable String key(Map<String, Object> values) {
    if (!(values.get("idempotencyKey") instanceof String key)) {
      return null;
    }
    if (key.isBlank() || key.length() > MOST_KEY_LENGTH) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT,
          "An idempotency key has 1 to %d characters.".formatted(MOST_KEY_LENGTH),
          "input",
          "idempotencyKey");
    }
    return key;
  }

  private <I, P> P once(
      MutationField<I, P> mutation,
      Wiring.OpenMutation<I, P> work,
      Actor actor,
      String key,
      Map<String, Object> values,
      I input) {
    IdempotencyKeys remembered = keys.get();
    byte[] sent = InputBinder.canonical(values);
    byte[] kept = fingerprint.get().of(sent);
    if (remembered.take(actor.id(), mutation.name(), key, kept, clock.instant()) == 0) {
      return again(mutation, actor, key, sent);
    }
    P payload = work.run(actor, input);
    remembered.answer(actor.id(), mutation.name(), key, Json.write(payload));
    return payload;
  }

  private <I, P> P again(MutationField<I, P> mutation, Actor actor, String key, byte[] sent) {
    return same(mutation, keys.get().find(actor.id(), mutation.name(), key).orElseThrow(), sent);
  }

  private <I, P> P same(MutationField<I, P> mutation, IdempotencyKeys.Answered first, byte[] sent) {
    if (!fingerprint.get().isOf(first.inputHash(), sent)) {
      throw RefusedException.of(
          UserErrorCode.KEY_REUSED,
          "This idempotency key was used before with another input.",
          "input",
          "idempotencyKey");
    }
    return Json.read(String.valueOf(first.answer()), mutation.payload());
  }

  private interface Work<P> {
    P run();
  }

  private <P> P inTransaction(Work<P> work) {
    int retries = 0;
    while (true) {
      try {
        return transactions.get().executeWrite(status -> inTime(work));
      } catch (RuntimeException failure) {
        if (SqlFailure.of(failure) != SqlFailure.CONFLICT || retries++ == MOST_RETRIES) {
          throw failure;
        }
        pause(retries);
      }
    }
  }

  /**
   * No commit is begun after the caller was told that it took too long. One under way at that
   * moment may go through; the key tells.
   */
  private static <P> P inTime(Work<P> work) {
    P payload = work.run();
    Deadline deadline = Deadline.current();
    if (deadline != null && deadline.hasPassed()) {
      throw ErrorMapper.timeout(deadline);
    }
    return payload;
  }

  private static void pause(int retries) {
    try {
      Thread.sleep(PAUSE_MILLIS * retries);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting to retry", stopped);
    }
  }
}
