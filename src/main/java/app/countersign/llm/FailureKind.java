package app.countersign.llm;

/** Why there is no answer of a language model. */
public enum FailureKind {
  /** No provider has a key and a model. */
  NOT_CONFIGURED,
  /** The provider takes no more requests for now. */
  RATE_LIMITED,
  /** No answer within the time there was. */
  TIMEOUT,
  /** The provider failed, or the connection to it. */
  UNAVAILABLE,
  /** There was an answer, but not of the form asked for, twice. */
  MALFORMED,
  /** The provider takes this request in no form: a wrong key or model, or content it refuses. */
  REJECTED,
  /** The provider failed too often lately and was not asked. */
  REFUSED_OPEN,
  /** The answer might cost more than what is left for today. */
  OVER_BUDGET,
  /** The caller was interrupted. */
  CANCELLED
}
