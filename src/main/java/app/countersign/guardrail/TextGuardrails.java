package app.countersign.guardrail;

/** The checks that read the text: whether it judges, and whether it tells people what to do. */
@FunctionalInterface
public interface TextGuardrails {
  /** Checks a text as it would be shown; the same text gives the same answer. */
  TextChecks check(String title, String rationale);
}
