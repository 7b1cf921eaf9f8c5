package app.countersign.ledger;

import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import java.io.IOException;
import java.util.Set;
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
 * of a user supersedes an earlier one, and one who does not take the answers stops the stream.
 */
final class ImportStream implements AutoCloseable {
  /** How many bytes a line may have. */
  static final int LONGEST_LINE = 4_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(ImportStream.class);
  private static final int LINES_AHEAD = 8;
  private static final int BYTES_AHEAD = LONGEST_LINE;
  private static final long PATIENCE_MINUTES = 5;
  private static final int MOST_FAILURES_IN_A_ROW = 10;
  private static final long HANGING_UP_MILLIS = 500;
  private static final Step END = new End();

  private final NdjsonLines lines;
  private final Store store;
  private final String requestId;
  private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final Semaphore lineRoom = new Semaphore(LINES_AHEAD);
  private final Semaphore byteRoom = new Semaphore(BYTES_AHEAD);
  private final PlaidDocumentReader reader;
  private final Thread ahead;
  private volatile boolean isClosed;
  private boolean isEnded;
  private int failuresInARow;

  ImportStream(
      NdjsonLines lines, PlaidDocumentReader reader, Store store, String requestId, Runnable read) {
    this.lines = lines;
    this.reader = reader;
    this.store = store;
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

  /** Stores one document in a transaction of its own. */
  @FunctionalInterface
  interface Store {
    ImportOutcome store(ImportedLedger ledger);
  }

  /** Who sends, and what the users consented to. */
  record Sender(Actor actor, Set<ConsentKind> granted) {}

  private sealed interface Step {}

  private record Parsing(long line, int bytes, FutureTask<ImportResult> result) implements Step {}

  private record Answered(ImportAnswer answer) implements Step {}

  private record End() implements Step {}

  /**
   * The answer to the next line, once it is done; null at the end.
   *
   * @throws InterruptedException when the thread is to stop
   */
  @Nullable ImportAnswer next() throws InterruptedException {
    if (isEnded || isClosed) {
      return null;
    }
    return switch (steps.take()) {
      case Answered(ImportAnswer answer) -> {
        lineRoom.release();
        yield answer;
      }
      case Parsing parsing -> {
        ImportAnswer answer = finish(parsing);
        lineRoom.release();
        byteRoom.release(parsing.bytes);
        yield answer;
      }
      case End _ -> {
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
    steps.add(END);
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
      steps.add(END);
    }
  }

  /** After a moment: one who hung up needs no answer, and hanging up closes this too. */
  private void answerBreak() {
    try {
      Thread.sleep(HANGING_UP_MILLIS);
      steps.add(
          new Answered(
              ImportAnswer.refused(
                  Math.max(1, lines.number()),
                  RequestErrorCode.BAD_REQUEST,
                  null,
                  null,
                  "The stream broke off in or after this line.")));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Step step(NdjsonLines.Line line) throws InterruptedException {
    return switch (line) {
      case NdjsonLines.Document(long number, String text, int bytes) -> {
        byteRoom.acquire(bytes);
        var result = new FutureTask<>(() -> reader.read(text));
        Thread.startVirtualThread(result);
        yield new Parsing(number, bytes, result);
      }
      case NdjsonLines.TooLong(long number) ->
          new Answered(
              ImportAnswer.refused(
                  number,
                  UserErrorCode.UNREADABLE_DOCUMENT,
                  ImportResult.Reason.TOO_LARGE.name(),
                  "$",
                  "A line has at most %,d bytes.".formatted(LONGEST_LINE)));
      case NdjsonLines.NotUtf8(long number) ->
          new Answered(
              ImportAnswer.refused(
                  number,
                  UserErrorCode.UNREADABLE_DOCUMENT,
                  ImportResult.Reason.BAD_TEXT.name(),
                  "$",
                  "The line is not UTF-8."));
    };
  }

  private ImportAnswer finish(Parsing parsing) throws InterruptedException {
    try {
      ImportAnswer answer = answer(parsing.line, parsing.result.get());
      failuresInARow = 0;
      return answer;
    } catch (RefusedException refused) {
      failuresInARow = 0;
      UserError error = refused.errors().getFirst();
      return ImportAnswer.refused(
          parsing.line, error.code(), null, error.path().getLast(), error.message());
    } catch (ExecutionException | RuntimeException failure) {
      return failed(parsing.line, failure);
    }
  }

  private ImportAnswer answer(long line, ImportResult result) {
    return switch (result) {
      case ImportResult.Read(ImportedLedger ledger) ->
          ImportAnswer.stored(line, store.store(ledger));
      case ImportResult.Refused refused ->
          ImportAnswer.refused(
              line,
              UserErrorCode.UNREADABLE_DOCUMENT,
              refused.reason().name(),
              refused.path(),
              refused.message());
    };
  }

  private ImportAnswer failed(long line, Exception failure) {
    LOG.error("Request {}: line {} could not be imported", requestId, line, failure);
    failuresInARow++;
    if (failuresInARow < MOST_FAILURES_IN_A_ROW) {
      return ImportAnswer.refused(
          line,
          RequestErrorCode.INTERNAL,
          null,
          null,
          "Something went wrong on our side. Nothing of this line was imported.");
    }
    isEnded = true;
    close();
    return ImportAnswer.refused(
        line,
        RequestErrorCode.UNAVAILABLE,
        null,
        null,
        "Too many lines in a row failed on our side. Send the rest again later.");
  }
}
