package app.countersign.pipeline;

import app.countersign.guardrail.TextChecks;
import app.countersign.guardrail.TextGuardrails;
import app.countersign.trace.ModelUse;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether a polished text may stand in for the template's. */
final class RationalePolish {
  /**
   * The text to use.
   *
   * @param model null where no language model took part
   * @param objection why the model's text is not used; null where it is, or there is none
   */
  record Polished(String rationale, @Nullable ModelUse model, @Nullable String objection) {}

  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*\\d|\\d");

  private final TextGuardrails guardrails;

  RationalePolish(TextGuardrails guardrails) {
    this.guardrails = guardrails;
  }

  Polished choose(String title, String rationale, @Nullable PolishedText polished) {
    if (polished == null) {
      return new Polished(rationale, null, null);
    }
    String objection = objection(title, rationale, polished.text());
    return new Polished(
        objection == null ? polished.text() : rationale,
        new ModelUse(polished.model(), polished.temperature(), polished.tokensUsed()),
        objection);
  }

  private @Nullable String objection(String title, String rationale, String polished) {
    List<String> faults = RationaleForm.faults(polished);
    if (!faults.isEmpty()) {
      return "the text " + faults.getFirst();
    }
    if (!numbers(rationale).equals(numbers(polished))) {
      return "the text changes the numbers";
    }
    TextChecks checks = guardrails.check(title, polished);
    if (!checks.tone().passed()) {
      return "the text fails the tone check";
    }
    return checks.advice().passed() ? null : "the text fails the advice check";
  }

  private static Set<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
