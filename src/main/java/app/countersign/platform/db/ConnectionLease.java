package app.countersign.platform.db;

import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time a request has a connection for. When the request's deadline passes, what runs on the
 * connection is cancelled, again and again until the connection is given back: a cancellation that
 * arrives between two statements hits neither. Once {@link #end} has returned nothing is cancelled,
 * for the next to borrow the connection must not pay for this one.
 */
final class ConnectionLease implements Deadline.Cancellable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLease.class);
  private static final long PAUSE_MILLIS = 50;

  private final PGConnection connection;
  private final Deadline deadline;
  private boolean hasEnded;

  private ConnectionLease(PGConnection connection, Deadline deadline) {
    this.connection = connection;
    this.deadline = deadline;
  }

  static ConnectionLease begin(PGConnection connection, Deadline deadline) {
    ConnectionLease lease = new ConnectionLease(connection, deadline);
    deadline.register(lease);
    return lease;
  }

  /** Ends the lease, waiting for a cancellation that is on its way. */
  void end() {
    deadline.unregister(this);
    synchronized (this) {
      hasEnded = true;
    }
  }

  @Override
  public void cancel() {
    Thread.ofVirtual().name("cancel-sql").start(this::cancelUntilEnded);
  }

  private void cancelUntilEnded() {
    try {
      while (cancelUnlessEnded()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SQLException problem) {
      LOG.warn("A statement could not be cancelled at its deadline.", problem);
    }
  }

  // The lock is held while the server is told, which is what makes end() wait.
  private synchronized boolean cancelUnlessEnded() throws SQLException {
    if (hasEnded) {
      return false;
    }
    connection.cancelQuery();
    return true;
  }
}
