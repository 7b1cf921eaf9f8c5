package app.countersign.store;

import app.countersign.platform.web.ByteRange;
import java.io.InputStream;

/** Files by their keys. Every method may wait for a disk or a network. */
public interface ObjectStore extends AutoCloseable {
  /**
   * What there is under the key.
   *
   * @throws StoreFailure ABSENT, DENIED, UNAVAILABLE or TIMEOUT
   */
  ObjectFacts stat(ObjectKey key);

  /**
   * Opens some bytes of the very content that the facts tell of. The stream may be closed by
   * another thread, which ends a read and waits for nothing.
   *
   * @throws StoreFailure CHANGED when there is other content by now, else as {@link #stat}
   */
  InputStream open(ObjectKey key, ObjectFacts facts, ByteRange range);

  /** Lets go of connections. */
  @Override
  default void close() {}
}
