package app.countersign.pipeline;

/** The three guardrails' answers. */
public record GuardrailResult(
    GuardrailCheck tone, GuardrailCheck advice, GuardrailCheck eligibility) {

  /** Whether all three passed; nothing else can be approved. */
  public boolean passed() {
    return tone.passed() && advice.passed() && eligibility.passed();
  }
}
