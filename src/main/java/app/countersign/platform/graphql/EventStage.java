package app.countersign.platform.graphql;

import graphql.GraphQLContext;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What an execution of a subscription is for. The engine's own way of streaming keeps one set of
 * loaders, one deadline and one actor for all events; here each event is an execution of its own,
 * and so is the opening of the stream.
 */
sealed interface EventStage {
  /** One event is being answered. */
  final class Event implements EventStage {
    private final Object value;
    private volatile boolean personal;

    Event(Object value) {
      this.value = value;
    }

    Object value() {
      return value;
    }

    /** Whether anything asked who the caller is. */
    boolean isPersonal() {
      return personal;
    }
  }

  /** The stream is being opened: the root field's arguments are bound and its role is demanded. */
  final class Opening implements EventStage {
    private volatile Flow.@Nullable Publisher<?> publisher;
    private volatile @Nullable Requirement required;

    /**
     * Keeps the stream; what it answers ends the execution, for there is no event to answer yet.
     */
    RequestError opened(Flow.Publisher<?> events) {
      publisher = events;
      return RequestError.badRequest("The stream is open.");
    }

    void demands(Requirement role) {
      required = role;
    }

    Flow.@Nullable Publisher<?> publisher() {
      return publisher;
    }

    @Nullable Requirement required() {
      return required;
    }
  }

  /** Something below the root asks who the caller is, or for anything else of the request. */
  static void becomesPersonal(GraphQLContext context) {
    if (context.get(EventStage.class) instanceof Event event) {
      event.personal = true;
    }
  }

  static EventStage of(GraphQLContext context) {
    EventStage stage = context.get(EventStage.class);
    if (stage == null) {
      throw new IllegalStateException("a subscription without its stage");
    }
    return stage;
  }
}
