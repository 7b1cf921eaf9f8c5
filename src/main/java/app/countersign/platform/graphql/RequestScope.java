package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import graphql.GraphQLContext;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the whole of one request: its id, who asks and from where, and until when it may
 * work.
 */
public final class RequestScope {
  private final String id;
  private final @Nullable Actor actor;
  private final @Nullable String address;
  private final Deadline deadline;
  private final Set<Throwable> logged =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  /**
   * What comes from no address, such as the server's own work.
   *
   * @param id found in the answer and in the log
   * @param actor null when nobody is signed in
   */
  public RequestScope(String id, @Nullable Actor actor, Deadline deadline) {
    this(id, actor, null, deadline);
  }

  /**
   * @param id found in the answer and in the log
   * @param actor null when nobody is signed in
   * @param address where the caller is; null for what comes from none
   */
  public RequestScope(
      String id, @Nullable Actor actor, @Nullable String address, Deadline deadline) {
    this.id = id;
    this.actor = actor;
    this.address = address;
    this.deadline = deadline;
  }

  /** Found in the answer and in the log. */
  public String id() {
    return id;
  }

  /** Who asks; null when nobody is signed in. */
  public @Nullable Actor actor() {
    return actor;
  }

  /** Where the caller is, for limits by address; null for what comes from none. */
  public @Nullable String address() {
    return address;
  }

  /** Until when the request may work. */
  public Deadline deadline() {
    return deadline;
  }

  /** Whether the failure is new to this request: one batch failing fails many fields. */
  boolean isNews(Throwable failure) {
    return logged.add(failure);
  }

  static RequestScope of(GraphQLContext context) {
    RequestScope scope = context.get(RequestScope.class);
    if (scope == null) {
      throw new IllegalStateException("an execution without its request");
    }
    return scope;
  }
}
