package app.countersign.guardrail;

import java.util.List;

/** One guardrail's answer: passed exactly when it found nothing. */
public record GuardrailCheck(boolean passed, List<GuardrailFinding> findings) {
  /** The answer of a check that found nothing. */
  public static final GuardrailCheck PASSED = of(List.of());

  /** The answer that these findings make. */
  public static GuardrailCheck of(List<GuardrailFinding> findings) {
    return new GuardrailCheck(findings.isEmpty(), List.copyOf(findings));
  }
}
