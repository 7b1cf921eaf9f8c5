package app.countersign.platform.web;

import app.countersign.platform.db.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The answers to a stream of documents as lines of JSON. The documents are stored while this is
 * read: the server reads on only when the caller takes what there is.
 */
final class NdjsonAnswers<A extends NdjsonAnswer> extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(NdjsonAnswers.class);

  private final NdjsonStream<?, A> stream;
  private final String documents;
  private final String requestId;
  private final long startedNanos = System.nanoTime();
  private byte[] current = new byte[0];
  private int position;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private boolean isLogged;

  /**
   * @param documents what they are, in words that begin the log's sentence
   */
  NdjsonAnswers(NdjsonStream<?, A> stream, String documents, String requestId) {
    this.stream = stream;
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
    stream.close();
  }

  private boolean hasMore() throws IOException {
    if (position < current.length) {
      return true;
    }
    try {
      A answer = stream.next();
      if (answer == null) {
        log();
        return false;
      }
      answer.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
      current = Json.mapper().writeValueAsBytes(answer);
      current = Arrays.copyOf(current, current.length + 1);
      current[current.length - 1] = '\n';
      position = 0;
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      stream.close();
      throw new InterruptedIOException("stopped");
    }
  }

  private void log() {
    if (!isLogged) {
      isLogged = true;
      LoggingEventBuilder entry = LOG.atInfo().addKeyValue("requestId", requestId);
      for (Map.Entry<String, Long> count : counts.entrySet()) {
        entry = entry.addKeyValue(count.getKey(), count.getValue());
      }
      entry
          .addKeyValue("durationMs", (System.nanoTime() - startedNanos) / 1_000_000)
          .log("{} taken in", documents);
    }
  }
}
