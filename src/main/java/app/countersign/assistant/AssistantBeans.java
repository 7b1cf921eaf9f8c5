package app.countersign.assistant;

import app.countersign.intent.IntentClassifier;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;

/** The classifier's patterns, read when the server starts so that a fault stops it there. */
@Factory
final class AssistantBeans {
  @Context
  IntentClassifier intentClassifier() {
    return new IntentClassifier();
  }
}
