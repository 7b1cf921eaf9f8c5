package app.countersign.ledger;

import app.countersign.platform.db.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers to a stream of documents as lines of JSON. The documents are stored while this is
 * read: the server reads on only when the caller takes what there is.
 */
final class ImportAnswers extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(ImportAnswers.class);

  private final ImportStream documents;
  private final String requestId;
  private final long startedNanos = System.nanoTime();
  private byte[] current = new byte[0];
  private int position;
  private long imported;
  private long unchanged;
  private long refused;
  private long transactions;
  private boolean isLogged;

  ImportAnswers(ImportStream documents, String requestId) {
    this.documents = documents;
    this.requestId = requestId;
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? current[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return current.length - position;
  }

  @Override
  public void close() {
    documents.close();
  }

  private boolean hasMore() throws IOException {
    if (position < current.length) {
      return true;
    }
    try {
      ImportAnswer answer = documents.next();
      if (answer == null) {
        log();
        return false;
      }
      count(answer);
      current = Json.mapper().writeValueAsBytes(answer);
      current = java.util.Arrays.copyOf(current, current.length + 1);
      current[current.length - 1] = '\n';
      position = 0;
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      documents.close();
      throw new InterruptedIOException("stopped");
    }
  }

  private void count(ImportAnswer answer) {
    switch (answer.status()) {
      case "imported" -> {
        imported++;
        transactions += answer.transactions() == null ? 0 : answer.transactions();
      }
      case "unchanged" -> unchanged++;
      default -> refused++;
    }
  }

  private void log() {
    if (!isLogged) {
      isLogged = true;
      LOG.atInfo()
          .addKeyValue("requestId", requestId)
          .addKeyValue("imported", imported)
          .addKeyValue("unchanged", unchanged)
          .addKeyValue("refused", refused)
          .addKeyValue("transactions", transactions)
          .addKeyValue("durationMs", (System.nanoTime() - startedNanos) / 1_000_000)
          .log("bank documents taken in");
    }
  }
}
