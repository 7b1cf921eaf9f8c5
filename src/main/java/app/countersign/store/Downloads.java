package app.countersign.store;

import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The places for documents that are being sent; a place is free again when its stream is closed.
 */
@Singleton
final class Downloads {
  private final int most;
  private final Semaphore places;

  Downloads(StoreConfiguration settings, MeterRegistry meters) {
    this.most = settings.mostDownloads();
    this.places = new Semaphore(most);
    meters.gauge("countersign.downloads.running", this, Downloads::running);
  }

  /** How many documents are being sent. */
  int running() {
    return most - places.availablePermits();
  }

  /**
   * Opens a stream in a place of its own.
   *
   * @throws RequestError UNAVAILABLE when all places are taken
   */
  InputStream open(Supplier<InputStream> opener) {
    if (!places.tryAcquire()) {
      throw new RequestError(
          RequestErrorCode.UNAVAILABLE,
          "%d documents are being sent, which is as many as are at once.".formatted(most));
    }
    try {
      return new Placed(opener.get());
    } catch (RuntimeException failure) {
      places.release();
      throw failure;
    }
  }

  private final class Placed extends FilterInputStream {
    private final AtomicBoolean isOpen = new AtomicBoolean(true);

    Placed(InputStream content) {
      super(content);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return in.read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (isOpen.compareAndSet(true, false)) {
        try {
          super.close();
        } finally {
          places.release();
        }
      }
    }
  }
}
