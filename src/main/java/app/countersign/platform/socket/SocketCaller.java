package app.countersign.platform.socket;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestScope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a connection, and how they stand. */
final class SocketCaller {
  private final SocketServices services;
  private final String address;
  private final AtomicReference<@Nullable String> claimed = new AtomicReference<>();
  private final ReentrantLock lock = new ReentrantLock();
  private List<String> authorization = List.of();
  private volatile @Nullable Actor actor;
  private volatile long checkedNanos;

  SocketCaller(SocketServices services, String address) {
    this.services = services;
    this.address = address;
  }

  String address() {
    return address;
  }

  /** The actor as last looked up; null when nobody is signed in. */
  @Nullable Actor actor() {
    return actor;
  }

  /** Finds out who it is; answers why they are not let in, null when they are. */
  @Nullable RequestError admit(List<String> headers) {
    try (Deadline deadline = Deadline.in(services.graphQl().deadline())) {
      RequestScope scope = new RequestScope(Ids.next().toString(), null, deadline);
      try {
        Actor admitted = deadline.during(() -> services.callers().admit(address, headers));
        lock.lock();
        try {
          authorization = headers;
          actor = admitted;
          checkedNanos = System.nanoTime();
        } finally {
          lock.unlock();
        }
        return null;
      } catch (Exception failure) {
        return services.errors().requestError(failure, scope);
      }
    }
  }

  /** Whether somebody is signed in, and the last answer to that is no older. */
  boolean isFresh(Duration age) {
    return actor != null && System.nanoTime() - checkedNanos < age.toNanos();
  }

  /** Whether they may still be here; looked up anew when the last answer is older than that. */
  boolean stands(Duration age) {
    lock.lock();
    try {
      Actor known = actor;
      if (known == null || System.nanoTime() - checkedNanos < age.toNanos()) {
        return true;
      }
      Actor now = services.callers().standing(authorization);
      if (now == null || !now.id().equals(known.id())) {
        return false;
      }
      actor = now;
      checkedNanos = System.nanoTime();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Counts the connection to them; false when they have as many as they may. */
  boolean claim() {
    SocketConfiguration configuration = services.configuration();
    Actor claimant = actor;
    String owner = claimant == null ? address : claimant.id().toString();
    int most =
        claimant == null
            ? configuration.connectionsPerAddress()
            : configuration.connectionsPerActor();
    if (!services.connections().claim(owner, most)) {
      return false;
    }
    claimed.set(owner);
    return true;
  }

  /** Takes the claim back, if there is one. */
  void release() {
    String owner = claimed.getAndSet(null);
    if (owner != null) {
      services.connections().release(owner);
    }
  }
}
