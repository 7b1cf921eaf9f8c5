package app.countersign.platform.graphql;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an event that those have in common who ask the same of it. The first to ask makes
 * it; the others need not wait, but can be told when it is there.
 */
public final class SharedAnswer {
  private final CompletableFuture<@Nullable GraphQlAnswer> known;
  private final boolean isMine;

  SharedAnswer(CompletableFuture<@Nullable GraphQlAnswer> known, boolean isMine) {
    this.known = known;
    this.isMine = isMine;
  }

  /** Whether who asked is the first: to make it, or to {@link #abandon} it. */
  public boolean isMine() {
    return isMine;
  }

  /** Whether it is known what {@link #answer} is. */
  public boolean isKnown() {
    return known.isDone();
  }

  /** The answer; null while it is not there, and for good where each has to make their own. */
  public @Nullable GraphQlAnswer answer() {
    return known.getNow(null);
  }

  /** Does something once it is known, at once where it is; on the thread that comes to know it. */
  public void whenKnown(Runnable work) {
    known.whenComplete((answer, failure) -> work.run());
  }

  /** Nobody makes it for all: each makes their own. Changes nothing once it is known. */
  public void abandon() {
    known.complete(null);
  }

  /** Makes it, for who asks and, where it is anybody's, for the others. */
  GraphQlAnswer made(Supplier<SharedAnswers.Attempt> attempt) {
    GraphQlAnswer there = answer();
    if (there != null) {
      return there;
    }
    try {
      SharedAnswers.Attempt made = attempt.get();
      if (!isMine || !made.isShared()) {
        return made.answer();
      }
      GraphQlAnswer shared = made.answer().shared();
      known.complete(shared);
      return shared;
    } finally {
      if (isMine) {
        // Whatever became of it, nobody waits for ever.
        abandon();
      }
    }
  }
}
