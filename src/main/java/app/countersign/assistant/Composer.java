package app.countersign.assistant;

import app.countersign.guardrail.Disclaimer;
import app.countersign.intent.Found;
import app.countersign.intent.Intent;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes one answer of what the engines say to each of a question's intents, in their order. Ends
 * with the notice that it is no advice, except where it only says who owes what.
 */
@Singleton
class Composer {
  private static final String GAP = "\n\n";

  private final Map<Intent, Engine> engines = new EnumMap<>(Intent.class);
  private final AssistantConfiguration configuration;
  private final Wording wording;

  Composer(List<Engine> engines, AssistantConfiguration configuration, Wording wording) {
    for (Engine engine : engines) {
      if (this.engines.put(engine.intent(), engine) != null) {
        throw new IllegalStateException("two engines answer " + engine.intent());
      }
    }
    this.configuration = configuration;
    this.wording = wording;
  }

  WholeAnswer compose(Question question, StageLog stages) {
    List<Intent> intents = question.intents().found().stream().map(Found::intent).toList();
    List<EngineAnswer> parts = new ArrayList<>();
    for (Intent intent : intents) {
      parts.add(part(intent, question, stages));
    }
    String own = String.join(GAP, parts.stream().map(EngineAnswer::text).toList());
    List<Drawer> drawers =
        parts.stream().map(EngineAnswer::drawer).filter(Objects::nonNull).toList();
    Wording.Worded worded =
        mayBeReworded(parts)
            ? wording.reworded(question, own, stages)
            : new Wording.Worded(own, AnswerWords.TEMPLATE);
    return new WholeAnswer(
        worded.text() + notice(intents, own),
        intents,
        drawers,
        worded.source(),
        parts.stream().map(EngineAnswer::keep).filter(Objects::nonNull).toList());
  }

  private EngineAnswer part(Intent intent, Question question, StageLog stages) {
    Engine engine = configuration.off().contains(intent) ? null : engines.get(intent);
    return engine == null
        ? EngineAnswer.ofText("I cannot answer questions about %s here.".formatted(about(intent)))
        : engine.answer(question, stages);
  }

  private static String about(Intent intent) {
    return switch (intent) {
      case CARD -> "which card earns most";
      case SPLIT -> "splitting costs";
      case TRACKER -> "prices";
      case GENERAL -> "money in general";
    };
  }

  /** What asks back or says what is missing is as short and plain as it can be. */
  private static boolean mayBeReworded(List<EngineAnswer> parts) {
    return parts.stream()
        .allMatch(part -> part.drawer() != null && part.drawer().allowsOtherWords());
  }

  private static String notice(List<Intent> intents, String own) {
    String notice = Disclaimer.EDUCATION.text();
    return intents.equals(List.of(Intent.SPLIT)) || own.contains(notice) ? "" : GAP + notice;
  }
}
