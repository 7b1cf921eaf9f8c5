package app.countersign.platform.web;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.stream.BodySizeLimits;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Sends a {@link StreamedBody}: one chunk is read, on a thread that may block, each time the
 * connection has room for it. What is held of a body is a chunk and what the connection buffers.
 */
@Singleton
final class StreamedBodyWriter implements ResponseBodyWriter<StreamedBody> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedBodyWriter.class);
  private static final int CHUNK = 65_536;

  private final Scheduler blocking;

  StreamedBodyWriter(@Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.blocking = Schedulers.fromExecutorService(blocking);
  }

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<StreamedBody> type,
      MediaType mediaType,
      StreamedBody body) {
    // Its length is known to the answer from the header Content-Length.
    return bodies.adapt(
        chunks(body, bodies.readBufferFactory()),
        BodySizeLimits.UNLIMITED,
        response.getHeaders(),
        () -> close(body.content()));
  }

  private Flux<ReadBuffer> chunks(StreamedBody body, ReadBufferFactory buffers) {
    return Flux.<ReadBuffer, Remaining>generate(
            () -> new Remaining(body.content(), body.length()),
            (remaining, sink) -> remaining.next(sink, buffers),
            remaining -> close(remaining.content))
        .subscribeOn(blocking)
        .doOnCancel(() -> close(body.content()));
  }

  private static void close(InputStream content) {
    try {
      content.close();
    } catch (IOException failure) {
      LOG.debug("a stream did not close well", failure);
    }
  }

  /** Every body of this kind is streamed; there is no way around it. */
  @Override
  public void writeTo(
      Argument<StreamedBody> type,
      MediaType mediaType,
      StreamedBody body,
      MutableHeaders outgoingHeaders,
      OutputStream target) {
    throw new UnsupportedOperationException("a streamed body is never written at once");
  }

  private static final class Remaining {
    private final InputStream content;
    private long bytes;

    Remaining(InputStream content, long bytes) {
      this.content = content;
      this.bytes = bytes;
    }

    Remaining next(SynchronousSink<ReadBuffer> sink, ReadBufferFactory buffers) {
      try {
        byte[] chunk = new byte[(int) Math.min(CHUNK, bytes)];
        if (content.readNBytes(chunk, 0, chunk.length) < chunk.length) {
          throw new EOFException("the content ended early, %,d bytes or less".formatted(bytes));
        }
        bytes -= chunk.length;
        sink.next(buffers.adapt(chunk));
        if (bytes == 0) {
          sink.complete();
        }
      } catch (IOException failure) {
        sink.error(failure);
      }
      return this;
    }
  }
}
