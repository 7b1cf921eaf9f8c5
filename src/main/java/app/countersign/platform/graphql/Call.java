package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.graphql.plan.FieldCall;
import graphql.GraphQLContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One field as it is asked for: who asks, and with which arguments. */
public final class Call {
  private final FieldCall field;

  Call(FieldCall field) {
    this.field = field;
  }

  /** The signed-in actor; ends the field with UNAUTHENTICATED when there is none. */
  public Actor actor() {
    Actor actor = actorOrNull();
    if (actor == null) {
      throw notSignedIn();
    }
    return actor;
  }

  /** The signed-in actor; null when nobody is. */
  public @Nullable Actor actorOrNull() {
    return scope().actor();
  }

  /** A text, or id, that the schema demands. */
  public String text(String name) {
    return require(name, String.class);
  }

  /**
   * An id that the schema demands, as a UUID; null when it is not one, and so names nothing: the
   * field answers as for an unknown id.
   */
  public @Nullable UUID id(String name) {
    return InputBinder.uuidOrNull(text(name));
  }

  /** Any argument that the schema demands, or gives a default. */
  public <T> T require(String name, Class<T> type) {
    T value = argument(name, type);
    if (value == null) {
      throw RequestError.badRequest("Argument '%s' is missing.".formatted(name));
    }
    return value;
  }

  /** An argument bound to a Java type; null when it was left out or is null. */
  public <T> @Nullable T argument(String name, Class<T> type) {
    return InputBinder.argument(name, field.argument(name), type);
  }

  /**
   * A list argument with its items bound; empty when it was left out or is null: see {@link #has}.
   */
  public <T> List<T> list(String name, Class<T> item) {
    return InputBinder.arguments(name, field.argument(name), item);
  }

  /** Whether the argument was given or has a default, be it null. */
  public boolean has(String name) {
    return field.has(name);
  }

  /** The paging arguments, validated: first, after, last, before. */
  public PageRequest page() {
    Integer last = argument("last", Integer.class);
    // A default of the schema is not a wish of the caller: `last` alone must not meet it.
    Integer first =
        last != null && !field.isWritten("first") ? null : argument("first", Integer.class);
    return new PageRequest(
        first, argument("after", String.class), last, argument("before", String.class));
  }

  /** Until when the request may work. */
  public Deadline deadline() {
    return scope().deadline();
  }

  /** Found in the answer and in the log. */
  public String requestId() {
    return scope().id();
  }

  static RequestError notSignedIn() {
    return new RequestError(RequestErrorCode.UNAUTHENTICATED, "Sign in to do this.");
  }

  private RequestScope scope() {
    GraphQLContext context = field.context();
    EventStage.becomesPersonal(context);
    return RequestScope.of(context);
  }
}
