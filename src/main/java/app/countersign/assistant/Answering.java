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
 * why; where not even that can be stored, the schedule begins it again.
 */
@Singleton
class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
  private static final String BROKEN =
      "The answer could not be worked out. The reason is in the server's log; please try again.";
  private static final Duration STOPPING = Duration.ofSeconds(2);
  private static final String EXHAUSTED =
      "The server stopped each time while it was answering. Please try again.";

  private final AnswerRepository answers;
  private final AnswerStore store;
  private final Questions questions;
  private final Composer composer;
  private final AssistantConfiguration configuration;
  private final Semaphore places;
  private final ExecutorService threads = threads("assistant-");
  private final ExecutorService engines = threads("assistant-engine-");

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

  private static ExecutorService threads(String name) {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
  }

  /** What came of beginning an answer. */
  enum Begun {
    /** It is being made. */
    BEGUN,
    /** It needs none any more, or may not be begun again. */
    ENDED,
    /** This server makes as many as it may. */
    NO_PLACE
  }

  /** Begins an answer and does not wait for it. */
  Begun begin(UUID answerId) {
    if (!places.tryAcquire()) {
      return Begun.NO_PLACE;
    }
    boolean isBegun = false;
    try {
      Attempt attempt = answers.begin(answerId);
      if (attempt == null) {
        store.failExhausted(answerId, EXHAUSTED);
        return Begun.ENDED;
      }
      threads.execute(() -> inItsPlace(attempt));
      isBegun = true;
      return Begun.BEGUN;
    } finally {
      if (!isBegun) {
        places.release();
      }
    }
  }

  /** Those that are not ready soon are taken up by another server. */
  @PreDestroy
  void stop() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(STOPPING.toNanos(), TimeUnit.NANOSECONDS)) {
      threads.shutdownNow();
    }
  }

  private void inItsPlace(Attempt attempt) {
    try {
      attempt(attempt);
    } catch (RuntimeException notStored) {
      // Still pending: it is begun again when it must have ended.
      LOG.error("The end of answer {} could not be stored", attempt.answerId(), notStored);
    } finally {
      places.release();
    }
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
      // The schedule still has it.
      LOG.info("Answer {} is left to another server: this one stops", attempt.answerId());
      Thread.currentThread().interrupt();
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
          engines.submit(() -> deadline.during(() -> answer(attempt, intents)));
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
    return new AnswerFailed(
        "The answer took longer than the %d seconds it may take. Please try again."
            .formatted(Math.max(1, allowed.toSeconds())));
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
