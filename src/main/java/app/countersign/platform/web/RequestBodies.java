package app.countersign.platform.web;

import app.countersign.platform.admission.Pass;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.graphql.RequestError;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBody;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the bodies of requests. As long as a body is still coming its request makes room for
 * others, for who sends slowly must not hold the places of those who have sent; and it has to be
 * there before the request's time is over. Only so many long ones come at once, for they take
 * memory.
 */
@Singleton
final class RequestBodies {
  private static final int SHORT_BYTES = 1 << 16;
  private static final int LONG_ONES_AT_ONCE = 32;

  private final int most;
  private final Semaphore longOnes = new Semaphore(LONG_ONES_AT_ONCE);

  RequestBodies(GraphQlHttpConfiguration configuration) {
    this.most = configuration.bodyBytes();
  }

  /**
   * The whole body.
   *
   * @throws HttpRefusal where it is too long or breaks off
   * @throws RequestError where it is not there in time, or too many long ones are coming
   */
  byte[] receive(ByteBody body) {
    long announced = body.expectedLength().orElse(0);
    requireRoom(announced);
    if (body instanceof AvailableByteBody whole) {
      return whole.toByteArray();
    }
    // What is announced is all that HTTP lets through; a reader of less needs less room.
    int length = announced > 0 ? (int) announced : most + 1;
    byte[] bytes = length <= SHORT_BYTES ? coming(body, length) : longOne(body, length);
    requireRoom(bytes.length);
    return bytes;
  }

  private void requireRoom(long bytes) {
    if (bytes > most) {
      throw new HttpRefusal(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          RequestError.limit("bodyBytes", "the body's bytes", most, bytes));
    }
  }

  private byte[] longOne(ByteBody body, int length) {
    if (!longOnes.tryAcquire()) {
      throw RequestError.comeAgain("longBodies", "Too many long requests are coming.");
    }
    try {
      return coming(body, length);
    } finally {
      longOnes.release();
    }
  }

  private static byte[] coming(ByteBody body, int length) {
    return Pass.outside(() -> await(body, length));
  }

  private static byte[] await(ByteBody body, int length) {
    @Nullable Deadline deadline = Deadline.current();
    Deadline.Cancellable giveUp = Thread.currentThread()::interrupt;
    if (deadline != null) {
      deadline.register(giveUp);
    }
    try (InputStream stream = body.toInputStream()) {
      return stream.readNBytes(length);
    } catch (IOException broken) {
      throw deadline != null && deadline.hasPassed()
          ? tooSlow(deadline)
          : HttpRefusal.of(HttpStatus.BAD_REQUEST, "The body could not be read to its end.");
    } finally {
      if (deadline != null) {
        deadline.unregister(giveUp);
      }
    }
  }

  private static RequestError tooSlow(Deadline deadline) {
    // What was waited for is over; what follows is not to be interrupted.
    Thread.interrupted();
    return RequestError.timeout("The body was not there within %d ms.", deadline.allowed());
  }
}
