package app.countersign.bench;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.StatementCounter;
import app.countersign.platform.graphql.GraphQlEngine;
import app.countersign.platform.graphql.GraphQlEngine.Prepared;
import app.countersign.platform.graphql.GraphQlRequest;
import app.countersign.platform.graphql.RequestScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The server's engine without HTTP: to count an operation's statements, and to time it alone. */
final class InProcess {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final GraphQlEngine engine;
  private final Actor actor;

  InProcess(GraphQlEngine engine, Actor actor) {
    this.engine = engine;
    this.actor = actor;
  }

  Actor actor() {
    return actor;
  }

  /** The SQL that the operation executes, in its order; begin and commit are none. */
  List<String> statements(String document, Map<String, Object> variables) {
    StatementCounter counter = new StatementCounter();
    counter.call(
        () -> {
          run(document, variables);
          return true;
        });
    return counter.statements();
  }

  void run(String document, Map<String, Object> variables) {
    RequestScope scope = new RequestScope("bench", actor, Deadline.in(DEADLINE));
    switch (engine.prepare(new GraphQlRequest(document, null, variables), scope)) {
      case Prepared.Ready ready -> {
        if (engine.run(ready, scope).codes().isEmpty()) {
          return;
        }
        throw new IllegalStateException("failed: " + document);
      }
      case Prepared.Refused refused ->
          throw new IllegalStateException("refused: " + refused.answer());
    }
  }
}
