package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.testing.operation.GeneratedOperations.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs an operation by its plan and by graphql-java, and compares what both answer. */
@Singleton
public final class BothWays {
  private static final String REQUEST = "01a1ff00-0000-7000-8000-000000000000";

  /** Keeps the order of keys, which both ways have from the operation. */
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final Duration TIME = Duration.ofSeconds(30);

  private final GraphQlEngine engine;
  private final Documents documents;
  private final OperationRunner runner;

  private int equal;
  private int notCovered;
  private int unsteady;
  private final List<String> differences = new ArrayList<>();

  BothWays(GraphQlEngine engine, Documents documents, OperationRunner runner) {
    this.engine = engine;
    this.documents = documents;
    this.runner = runner;
  }

  /** How many were answered alike. */
  public int equal() {
    return equal;
  }

  /** How many no plan covers. */
  public int notCovered() {
    return notCovered;
  }

  /** How many graphql-java itself answered differently when asked twice. */
  public int unsteady() {
    return unsteady;
  }

  /** What was answered differently. */
  public List<String> differences() {
    return differences;
  }

  /** Compares, and counts what came of it; an operation that is refused before it runs is not. */
  public void compare(Operation operation, @Nullable Actor actor) {
    GraphQlRequest request =
        new GraphQlRequest(operation.document(), operation.name(), operation.variables());
    try (Deadline deadline = Deadline.in(TIME)) {
      RequestScope scope = new RequestScope(REQUEST, actor, deadline);
      if (!(engine.prepare(request, scope) instanceof GraphQlEngine.Prepared.Ready)
          || !(documents.prepare(request.query()) instanceof PreparedDocument.Ready document)) {
        return;
      }
      PreparedDocument.Operation chosen =
          document.operations().stream()
              .filter(
                  one ->
                      request.operationName() == null || request.operationName().equals(one.name()))
              .findFirst()
              .orElseThrow();
      compare(new OperationRunner.Run(request, document, chosen, scope, null));
    }
  }

  private void compare(OperationRunner.Run run) {
    String before = byEngine(run);
    String planned = byPlan(run);
    if (planned == null) {
      notCovered++;
    } else if (planned.equals(before)) {
      equal++;
    } else if (!before.equals(byEngine(run)) || Objects.equals(byPlan(run), byEngine(run))) {
      unsteady++;
    } else {
      differences.add(
          "%s %s%n by plan:   %s%n by engine: %s"
              .formatted(run.request().query(), run.request().variables(), planned, before));
    }
  }

  private @Nullable String byPlan(OperationRunner.Run run) {
    GraphQlAnswer answer;
    try {
      answer = run.scope().deadline().during(() -> runner.byPlan(run));
    } catch (Exception failure) {
      return "threw " + failure;
    }
    return answer == null ? null : written(answer);
  }

  private String byEngine(OperationRunner.Run run) {
    return written(runner.byEngine(run));
  }

  /** The answer as JSON; errors may come in any order. */
  private static String written(GraphQlAnswer answer) {
    JsonNode body = MAPPER.valueToTree(answer.body());
    if (body.path("errors") instanceof ArrayNode errors) {
      List<String> sorted = new ArrayList<>();
      errors.forEach(error -> sorted.add(error.toString()));
      sorted.sort(null);
      ((ObjectNode) body).put("errors", sorted.toString());
    }
    return body.toString();
  }
}
