package app.countersign.pipeline;

import app.countersign.persona.PersonaKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a polisher, where there is one, and keeps its text only when it may replace the template.
 */
final class RationalePolish {
  /** The text to use, and what a model did to it. */
  record Polished(String rationale, @Nullable ModelUse model) {}

  private static final Logger LOG = LoggerFactory.getLogger(RationalePolish.class);
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*\\d|\\d");

  private final @Nullable RationalePolisher polisher;
  private final Guardrails guardrails;

  RationalePolish(@Nullable RationalePolisher polisher, Guardrails guardrails) {
    this.polisher = polisher;
    this.guardrails = guardrails;
  }

  Polished polish(PersonaKind persona, String title, String rationale) {
    PolishedText polished = ask(persona, title, rationale);
    if (polished == null) {
      return new Polished(rationale, null);
    }
    String objection = objection(title, rationale, polished.text());
    ModelUse use =
        new ModelUse(
            polished.model(),
            polished.temperature(),
            polished.tokensUsed(),
            objection == null,
            objection);
    return new Polished(objection == null ? polished.text() : rationale, use);
  }

  /** A polish that fails costs nothing: the template's text stands. */
  private @Nullable PolishedText ask(PersonaKind persona, String title, String rationale) {
    if (polisher == null) {
      return null;
    }
    try {
      Optional<PolishedText> polished = polisher.polish(persona, title, rationale);
      return polished.orElse(null);
    } catch (RuntimeException failure) {
      LOG.warn(
          "A rationale could not be polished, its template's text is used: {}", failure.toString());
      return null;
    }
  }

  private @Nullable String objection(String title, String rationale, String polished) {
    List<String> faults = RationaleForm.faults(polished);
    if (!faults.isEmpty()) {
      return "the text " + faults.getFirst();
    }
    if (!numbers(rationale).equals(numbers(polished))) {
      return "the text changes the numbers";
    }
    if (!guardrails.tone(title, polished).passed()) {
      return "the text fails the tone check";
    }
    return guardrails.advice(title, polished).passed() ? null : "the text fails the advice check";
  }

  private static Set<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
