package app.countersign.extraction;

/** Who reads terms; the same values as in the schema, which says what each means. */
public enum ExtractionProvider {
  RULES,
  OPENAI,
  ANTHROPIC,
  BEDROCK
}
