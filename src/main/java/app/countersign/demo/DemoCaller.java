package app.countersign.demo;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.Json;
import app.countersign.platform.graphql.GraphQlAnswer;
import app.countersign.platform.graphql.GraphQlEngine;
import app.countersign.platform.graphql.GraphQlEngine.Prepared;
import app.countersign.platform.graphql.GraphQlRequest;
import app.countersign.platform.graphql.RequestScope;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Asks the server's own GraphQL as whoever the demo plays. */
@Singleton
@Requires(condition = DemoCondition.class)
class DemoCaller {
  private static final Duration TIME = Duration.ofSeconds(10);

  private final GraphQlEngine engine;

  DemoCaller(GraphQlEngine engine) {
    this.engine = engine;
  }

  /** Does something by a mutation whose answer matters no further than that it was done. */
  void change(Actor actor, String mutation, Map<String, Object> input) {
    change(actor, mutation, input, "");
  }

  /**
   * Does something by the mutation of that name.
   *
   * @param selection what of its payload to answer
   * @throws IllegalStateException where it was refused
   */
  JsonNode change(Actor actor, String mutation, Map<String, Object> input, String selection) {
    String type = mutation.substring(0, 1).toUpperCase(Locale.ROOT) + mutation.substring(1);
    return ask(
        actor,
        "mutation($input: %sInput!) { %s(input: $input) { %s userErrors { message } } }"
            .formatted(type, mutation, selection),
        Map.of("input", input));
  }

  /**
   * The answer's first field.
   *
   * @throws IllegalStateException where anything was refused
   */
  JsonNode ask(Actor actor, String document, Map<String, Object> variables) {
    try (Deadline deadline = Deadline.in(TIME)) {
      RequestScope scope = new RequestScope(DemoData.ACTOR, actor, deadline);
      GraphQlAnswer answer =
          switch (engine.prepare(new GraphQlRequest(document, null, variables), scope)) {
            case Prepared.Refused refused -> refused.answer();
            case Prepared.Ready ready -> engine.run(ready, scope);
          };
      JsonNode body = Json.mapper().valueToTree(answer.body());
      JsonNode field = body.path("data").valueStream().findFirst().orElse(body);
      if (!answer.codes().isEmpty() || !field.path("userErrors").isEmpty()) {
        throw new IllegalStateException("The demo was refused something: " + body);
      }
      return field;
    }
  }
}
