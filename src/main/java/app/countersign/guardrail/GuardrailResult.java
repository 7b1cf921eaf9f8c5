package app.countersign.guardrail;

import java.util.ArrayList;
import java.util.List;

/** The three guardrails' answers. */
public record GuardrailResult(
    GuardrailCheck tone, GuardrailCheck advice, GuardrailCheck eligibility) {

  /** Whether all three passed; nothing else can be approved. */
  public boolean passed() {
    return tone.passed() && advice.passed() && eligibility.passed();
  }

  /** The same offer with another text. */
  public GuardrailResult withText(TextChecks text) {
    return new GuardrailResult(text.tone(), text.advice(), eligibility);
  }

  /** The names of the checks that failed. */
  public List<String> failed() {
    List<String> failed = new ArrayList<>();
    if (!tone.passed()) {
      failed.add("tone");
    }
    if (!advice.passed()) {
      failed.add("advice");
    }
    if (!eligibility.passed()) {
      failed.add("eligibility");
    }
    return failed;
  }
}
