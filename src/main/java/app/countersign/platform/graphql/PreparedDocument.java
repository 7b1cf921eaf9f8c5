package app.countersign.platform.graphql;

import app.countersign.platform.graphql.plan.Plans;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document as it is kept: parsed and validated with its limits known, or refused.
 *
 * @param weight what keeping it takes, roughly in characters
 */
record PreparedDocument(Content content, long weight) {
  /** What became of the text. */
  sealed interface Content {}

  /** Good; by operation name, in the order of the document. */
  record Ready(PreparsedDocumentEntry entry, List<Operation> operations) implements Content {}

  /** Not GraphQL, not of this schema, or beyond a limit. */
  record Refused(List<Fault> faults) implements Content {}

  /** One reason why a document is refused. */
  record Fault(
      RequestErrorCode code,
      String message,
      String discreetMessage,
      List<Place> places,
      Map<String, Object> details) {
    Fault {
      places = List.copyOf(places);
      details = Map.copyOf(details);
    }
  }

  /** Where in the text, counted from 1. */
  record Place(int line, int column) {}

  /**
   * One operation of a good document.
   *
   * @param sharedCosts the slots its cost needs
   * @param plannable what a plan of it is made from
   * @param eventVariables the variables that what is selected of a subscription's event depends on
   */
  record Operation(
      @Nullable String name,
      OperationDefinition.Operation kind,
      SelectionFacts facts,
      int sharedCosts,
      Plans.Operation plannable,
      Set<String> eventVariables) {
    boolean isSubscription() {
      return kind == OperationDefinition.Operation.SUBSCRIPTION;
    }

    long leastCost() {
      return Cost.least(facts.cost(), sharedCosts);
    }

    long cost(Map<String, Object> variables) {
      return Cost.of(facts.cost(), sharedCosts, variables);
    }
  }
}
