package app.countersign.platform.web;

import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of documents on its way in. Lines are read and parsed a little ahead, and stored in
 * their order, each by a transaction of its own, whenever an answer is asked for: a later document
 * supersedes an earlier one, and one who does not take the answers stops the stream.
 */
public final class NdjsonStream<T, A extends NdjsonAnswer> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NdjsonStream.class);
  private static final int LINES_AHEAD = 8;
  private static final long PATIENCE_MINUTES = 5;
  private static final int MOST_FAILURES_IN_A_ROW = 10;
  private static final long HANGING_UP_MILLIS = 500;
  private static final List<String> WHOLE_LINE = List.of("$");

  private final NdjsonLines lines;
  private final int longestLine;
  private final NdjsonWork<T, A> work;
  private final String requestId;
  private final LinkedBlockingQueue<Step<T, A>> steps = new LinkedBlockingQueue<>();
  private final Semaphore lineRoom = new Semaphore(LINES_AHEAD);
  private final Semaphore byteRoom;
  private final Thread ahead;
  private volatile boolean isClosed;
  private boolean isEnded;
  private int failuresInARow;

  /**
   * Begins to read.
   *
   * @param longestLine how many bytes a line may have, and how many are read ahead together
   * @param read called once the source will be read no more
   */
  public NdjsonStream(
      InputStream source, int longestLine, NdjsonWork<T, A> work, String requestId, Runnable read) {
    this.lines = new NdjsonLines(source, longestLine);
    this.longestLine = longestLine;
    this.byteRoom = new Semaphore(longestLine);
    this.work = work;
    this.requestId = requestId;
    this.ahead =
        Thread.ofVirtual()
            .name("import-" + requestId)
            .start(
                () -> {
                  try {
                    readAhead();
                  } finally {
                    read.run();
                  }
                });
  }

  private sealed interface Step<T, A> {}

  private record Parsing<T, A>(long line, int bytes, FutureTask<T> result) implements Step<T, A> {}

  private record Answered<T, A>(A answer) implements Step<T, A> {}

  private record End<T, A>() implements Step<T, A> {}

  /**
   * The answer to the next line, once it is done; null at the end.
   *
   * @throws InterruptedException when the thread is to stop
   */
  public @Nullable A next() throws InterruptedException {
    if (isEnded || isClosed) {
      return null;
    }
    return switch (steps.take()) {
      case Answered<T, A>(A answer) -> {
        lineRoom.release();
        yield answer;
      }
      case Parsing<T, A> parsing -> {
        A answer = finish(parsing);
        lineRoom.release();
        byteRoom.release(parsing.bytes);
        yield answer;
      }
      case End<T, A> _ -> {
        isEnded = true;
        yield null;
      }
    };
  }

  /** Stops reading; what is being stored is finished. May be called by any thread, never waits. */
  @Override
  public void close() {
    isClosed = true;
    ahead.interrupt();
    steps.add(new End<>());
  }

  private void readAhead() {
    try {
      for (var line = lines.next(); line != null && !isClosed; line = lines.next()) {
        if (!lineRoom.tryAcquire(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
          LOG.warn("Request {}: nobody takes the answers, the import stops", requestId);
          return;
        }
        steps.add(step(line));
      }
    } catch (IOException broken) {
      answerBreak();
    } catch (InterruptedException stopped) {
      // Closed: whoever would take the answers has gone.
    } finally {
      steps.add(new End<>());
    }
  }

  /** After a moment: one who hung up needs no answer, and hanging up closes this too. */
  private void answerBreak() {
    try {
      Thread.sleep(HANGING_UP_MILLIS);
      steps.add(
          new Answered<>(
              refused(
                  Math.max(1, lines.number()),
                  RequestErrorCode.BAD_REQUEST,
                  "The stream broke off in or after this line.")));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Step<T, A> step(NdjsonLines.Line line) throws InterruptedException {
    return switch (line) {
      case NdjsonLines.Document(long number, String text, int bytes) -> {
        byteRoom.acquire(bytes);
        var result = new FutureTask<>(() -> work.read(text));
        Thread.startVirtualThread(result);
        yield new Parsing<>(number, bytes, result);
      }
      case NdjsonLines.TooLong(long number) ->
          unreadable(number, "TOO_LARGE", "A line has at most %,d bytes.".formatted(longestLine));
      case NdjsonLines.NotUtf8(long number) ->
          unreadable(number, "BAD_TEXT", "The line is not UTF-8.");
    };
  }

  private Step<T, A> unreadable(long line, String reason, String message) {
    return new Answered<>(
        work.refused(
            new NdjsonRefusal(
                line, UserErrorCode.UNREADABLE_DOCUMENT, reason, WHOLE_LINE, message)));
  }

  private A finish(Parsing<T, A> parsing) throws InterruptedException {
    try {
      A answer = work.store(parsing.line, parsing.result.get());
      failuresInARow = 0;
      return answer;
    } catch (RefusedException refused) {
      return refused(parsing.line, refused);
    } catch (ExecutionException failure) {
      return failure.getCause() instanceof RefusedException refused
          ? refused(parsing.line, refused)
          : failed(parsing.line, failure);
    } catch (RuntimeException failure) {
      return failed(parsing.line, failure);
    }
  }

  private A refused(long line, RefusedException refused) {
    failuresInARow = 0;
    UserError error = refused.errors().getFirst();
    return work.refused(new NdjsonRefusal(line, error.code(), null, error.path(), error.message()));
  }

  private A refused(long line, RequestErrorCode code, String message) {
    return work.refused(new NdjsonRefusal(line, code, null, List.of(), message));
  }

  private A failed(long line, Exception failure) {
    LOG.error("Request {}: line {} could not be imported", requestId, line, failure);
    failuresInARow++;
    if (failuresInARow < MOST_FAILURES_IN_A_ROW) {
      return refused(
          line,
          RequestErrorCode.INTERNAL,
          "Something went wrong on our side. Nothing of this line was imported.");
    }
    isEnded = true;
    close();
    return refused(
        line,
        RequestErrorCode.UNAVAILABLE,
        "Too many lines in a row failed on our side. Send the rest again later.");
  }
}
