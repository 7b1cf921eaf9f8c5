package app.countersign.platform.graphql;

import app.countersign.platform.db.Deadline;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answers to one event, by what was asked of it. */
public final class SharedAnswers {
  /** So many different questions are answered once; further ones each by itself. */
  private static final int MOST = 64;

  private final Map<Question, CompletableFuture<@Nullable GraphQlAnswer>> answers =
      new ConcurrentHashMap<>();

  /** What is asked of an event; the values are those of the variables its selection uses. */
  record Question(String query, @Nullable String operation, Map<String, Object> values) {}

  /** An answer, and whether it is anybody's. */
  record Attempt(GraphQlAnswer answer, boolean isShared) {}

  GraphQlAnswer answer(Question question, Deadline deadline, Supplier<Attempt> attempt)
      throws InterruptedException {
    CompletableFuture<@Nullable GraphQlAnswer> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable GraphQlAnswer> first =
        answers.size() < MOST ? answers.putIfAbsent(question, mine) : answers.get(question);
    if (first == null) {
      return first(mine, attempt);
    }
    GraphQlAnswer shared = await(first, deadline);
    return shared == null ? attempt.get().answer() : shared;
  }

  private static GraphQlAnswer first(
      CompletableFuture<@Nullable GraphQlAnswer> mine, Supplier<Attempt> attempt) {
    try {
      Attempt made = attempt.get();
      if (made.isShared()) {
        mine.complete(made.answer());
      }
      return made.answer();
    } finally {
      // Whatever became of it, nobody waits for ever.
      mine.complete(null);
    }
  }

  private static @Nullable GraphQlAnswer await(
      CompletableFuture<@Nullable GraphQlAnswer> first, Deadline deadline)
      throws InterruptedException {
    try {
      return first.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException none) {
      return null;
    }
  }
}
