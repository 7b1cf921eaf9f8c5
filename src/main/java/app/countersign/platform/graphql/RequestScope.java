package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import graphql.GraphQLContext;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the whole of one request.
 *
 * @param id found in the answer and in the log
 * @param actor null when nobody is signed in
 * @param deadline until when it may work
 */
public record RequestScope(String id, @Nullable Actor actor, Deadline deadline) {
  static RequestScope of(GraphQLContext context) {
    RequestScope scope = context.get(RequestScope.class);
    if (scope == null) {
      throw new IllegalStateException("an execution without its request");
    }
    return scope;
  }
}
