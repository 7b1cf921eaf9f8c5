package app.countersign.platform.graphql;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

  /** The answer to a question; null when too much is asked for sharing. */
  @Nullable SharedAnswer to(Question question) {
    CompletableFuture<@Nullable GraphQlAnswer> first = answers.get(question);
    if (first == null && answers.size() < MOST) {
      CompletableFuture<@Nullable GraphQlAnswer> mine = new CompletableFuture<>();
      first = answers.putIfAbsent(question, mine);
      if (first == null) {
        return new SharedAnswer(mine, true);
      }
    }
    return first == null ? null : new SharedAnswer(first, false);
  }
}
