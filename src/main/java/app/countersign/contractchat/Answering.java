package app.countersign.contractchat;

import app.countersign.contractchat.PassageAnswer.Reason;
import app.countersign.platform.db.Deadline;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers on this server, each on a virtual thread and so many at once; others wait for
 * their turn. What goes wrong ends as a failed answer, never as one without an end.
 */
@Singleton
class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  /** What storing the end of an answer needs of its time. */
  private static final Duration RESERVE = Duration.ofSeconds(1);

  private final Briefings briefings;
  private final ModelAnswers models;
  private final AnswerRepository answers;
  private final ContractChatConfiguration configuration;
  private final Semaphore places;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("answer-", 0).factory());

  Answering(
      Briefings briefings,
      ModelAnswers models,
      AnswerRepository answers,
      ContractChatConfiguration configuration) {
    this.briefings = briefings;
    this.models = models;
    this.answers = answers;
    this.configuration = configuration;
    this.places = new Semaphore(configuration.answersAtOnce(), true);
  }

  /** Begins to answer, and does not wait for it. */
  void begin(NewQuestion question) {
    try {
      threads.execute(() -> answer(question));
    } catch (RejectedExecutionException stopping) {
      // The answer is given up by whichever server looks for those without one.
      LOG.info("Answer {} was not begun: the server stops", question.answerId());
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }

  private void answer(NewQuestion question) {
    long end = System.nanoTime() + configuration.deadline().toNanos();
    try {
      if (!places.tryAcquire(configuration.deadline().toNanos(), TimeUnit.NANOSECONDS)) {
        answers.fail(question.answerId(), "Too many questions are being answered; ask again.");
        return;
      }
      try {
        write(question, end);
      } finally {
        places.release();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (GrowingAnswer.GivenUp over) {
      LOG.info("Answer {} took so long that it was given up", question.answerId());
    } catch (Exception failure) {
      LOG.error("Answer {} failed", question.answerId(), failure);
      answers.fail(question.answerId(), "The answer could not be written; ask again.");
    }
  }

  private void write(NewQuestion question, long end) throws Exception {
    Briefing briefing;
    try (Deadline deadline = Deadline.in(left(end))) {
      briefing = deadline.during(() -> briefings.of(question));
    }
    GrowingAnswer answer = new GrowingAnswer(answers, question);
    if (models.areThere()) {
      models.write(briefing, left(end).minus(RESERVE), answer);
    } else {
      answer.complete(PassageAnswer.of(Reason.NO_MODEL, briefing, 0));
    }
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
