package app.countersign.assistant;

import app.countersign.intent.Intent;
import java.util.List;

/**
 * An answer that can be stored.
 *
 * @param keeping what is to be stored with it, in the same transaction
 */
record WholeAnswer(
    String text,
    List<Intent> intents,
    List<Drawer> drawers,
    AnswerWords source,
    List<Runnable> keeping) {
  WholeAnswer {
    intents = List.copyOf(intents);
    drawers = List.copyOf(drawers);
    keeping = List.copyOf(keeping);
  }
}
