package app.countersign.contractchat;

import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The text of one answer as a model brings it: stored at most every {@value #PAUSE_MILLIS}
 * milliseconds, whole characters only. Safe for several threads.
 */
final class GrowingAnswer {
  private static final long PAUSE_MILLIS = 100;
  // What PostgreSQL does not store, and halves of characters.
  private static final Pattern UNFIT = Pattern.compile("[\\x00\\x{D800}-\\x{DFFF}]");

  private final AnswerRepository answers;
  private final NewQuestion question;
  private final StringBuilder waiting = new StringBuilder();
  private long storedNanos;
  private boolean hasBegun;

  GrowingAnswer(AnswerRepository answers, NewQuestion question) {
    this.answers = answers;
    this.question = question;
  }

  /** The answer was given up meanwhile: nobody waits for more of it. */
  static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private GivenUp() {
      super("the answer was given up", null, false, false);
    }
  }

  /**
   * Takes the next words.
   *
   * @throws GivenUp when the answer is not pending any more
   */
  synchronized void add(String words) {
    waiting.append(words);
    long now = System.nanoTime();
    if (hasBegun && now - storedNanos < TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
      return;
    }
    boolean isCut =
        !waiting.isEmpty() && Character.isHighSurrogate(waiting.charAt(waiting.length() - 1));
    String whole = waiting.substring(0, waiting.length() - (isCut ? 1 : 0));
    if (whole.isEmpty()) {
      return;
    }
    if (!answers.append(question.answerId(), fit(whole))) {
      throw new GivenUp();
    }
    waiting.delete(0, whole.length());
    storedNanos = now;
    hasBegun = true;
  }

  /** Ends the answer with these words behind all that came before. */
  synchronized void complete(WholeAnswer end) {
    String words = fit(waiting + end.words());
    answers.complete(
        question.answerId(), new WholeAnswer(words, end.citations(), end.source(), end.model()));
    waiting.setLength(0);
  }

  private static String fit(String words) {
    return UNFIT.matcher(words).replaceAll("\uFFFD");
  }
}
