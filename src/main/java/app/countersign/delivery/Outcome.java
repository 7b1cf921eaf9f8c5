package app.countersign.delivery;

/** How carrying a delivery went. */
public sealed interface Outcome {
  /** The other side took it. */
  record Taken() implements Outcome {}

  /** It did not work this time. */
  record Failed(String error) implements Outcome {}

  /** It will not work at any other time either. */
  record Hopeless(String error) implements Outcome {}

  /** It is not wanted any more. */
  record Unwanted() implements Outcome {}
}
