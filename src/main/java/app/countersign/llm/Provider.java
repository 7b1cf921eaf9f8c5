package app.countersign.llm;

/** Who serves a language model. */
public enum Provider {
  /** OpenAI, or any server that speaks its chat completions. */
  OPENAI,
  /** Anthropic. */
  ANTHROPIC,
  /** Amazon Bedrock. */
  BEDROCK
}
