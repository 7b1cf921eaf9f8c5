package app.countersign.trace;

/** The steps of the pipeline, in their order. */
public enum TraceStepName {
  SIGNALS_DETECTED,
  PERSONA_ASSIGNED,
  CONTENT_MATCHED,
  RATIONALE_GENERATED,
  GUARDRAILS_CHECKED
}
