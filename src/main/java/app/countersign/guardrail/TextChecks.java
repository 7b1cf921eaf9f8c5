package app.countersign.guardrail;

/** The answers of the two checks that read the text. */
public record TextChecks(GuardrailCheck tone, GuardrailCheck advice) {}
