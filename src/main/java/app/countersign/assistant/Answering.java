package app.countersign.assistant;

import app.countersign.assistant.AnswerRepository.Attempt;
import app.countersign.intent.Found;
import app.countersign.intent.Intent;
import app.countersign.platform.db.Deadline;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes answers on this server, so many at once. What goes wrong ends as a failed answer that says
 * why; where not even that can be stored, the schedule tries again.
 */
@Singleton
class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
  private static final String BROKEN =
      "The answer could not be worked out. The reason is in the server's log; please try again.";
  private static final String TOO_SLOW =
      "The answer took longer than the %d seconds it may take. Please try again.";
  private static final String EXHAUSTED =
      "The server stopped each time while it was answering. Please try again.";

  private final AnswerRepository answers;
  private final AnswerStore store;
  private final Questions questions;
  private final Composer composer;
  private final AssistantConfiguration configuration;
  private final Semaphore places;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("assistant-", 0).factory());

  Answering(
      AnswerRepository answers,
      AnswerStore store,
      Questions questions,
      Composer composer,
      AssistantConfiguration configuration) {
    this.answers = answers;
    this.store = store;
    this.questions = questions;
    this.composer = composer;
    this.configuration = configuration;
    this.places = new Semaphore(configuration.answersAtOnce(), true);
  }

  /**
   * Makes an answer, or finds that it needs none any more.
   *
   * @return false when this server has no place for it now
   */
  boolean run(UUID answerId) {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      Attempt attempt = answers.begin(answerId);
      if (attempt == null) {
        store.failExhausted(answerId, EXHAUSTED);
      } else {
        attempt(attempt);
      }
      return true;
    } finally {
      places.release();
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  private void attempt(Attempt attempt) {
    AtomicReference<List<Intent>> intents = new AtomicReference<>(List.of());
    try {
      store.complete(attempt, made(attempt, intents));
    } catch (TakenOver over) {
      LOG.info("Attempt {} at answer {} was taken over", attempt.number(), attempt.answerId());
    } catch (AnswerFailed failed) {
      store.fail(attempt, intents.get(), failed.reason());
    } catch (InterruptedException stopping) {
      // The schedule still has it: it is taken up when this server is missed.
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the server stops", stopping);
    } catch (RuntimeException failure) {
      LOG.error("Answer {} failed", attempt.answerId(), failure);
      store.fail(attempt, intents.get(), BROKEN);
    }
  }

  /** Makes it on a thread of its own, which is left to itself when the time is over. */
  private WholeAnswer made(Attempt attempt, AtomicReference<List<Intent>> intents)
      throws InterruptedException {
    Duration allowed = configuration.deadline();
    try (Deadline deadline = Deadline.in(allowed)) {
      Future<WholeAnswer> work =
          threads.submit(() -> deadline.during(() -> answer(attempt, intents)));
      try {
        return work.get(allowed.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException slow) {
        work.cancel(true);
        throw tooSlow(allowed);
      } catch (InterruptedException stopping) {
        work.cancel(true);
        throw stopping;
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof TakenOver over) {
          throw over;
        }
        if (failure.getCause() instanceof AnswerFailed failed) {
          throw failed;
        }
        if (deadline.hasPassed()) {
          throw tooSlow(allowed);
        }
        throw new IllegalStateException(failure.getCause());
      }
    }
  }

  private static AnswerFailed tooSlow(Duration allowed) {
    return new AnswerFailed(TOO_SLOW.formatted(Math.max(1, allowed.toSeconds())));
  }

  private WholeAnswer answer(Attempt attempt, AtomicReference<List<Intent>> intents) {
    StageLog stages = label -> store.stage(attempt, label);
    stages.begin("Reading the question");
    Question question = questions.of(attempt);
    List<Intent> asked = new ArrayList<>();
    question.intents().found().stream().map(Found::intent).forEach(asked::add);
    intents.set(List.copyOf(asked));
    return composer.compose(question, stages);
  }
}
