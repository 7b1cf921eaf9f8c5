package app.countersign.pipeline;

/** The outcome of explaining an item to a user. */
public sealed interface Rationale {
  /** A text with the user's own values, from the item's template of that place, from 0. */
  record Written(String text, int template) implements Rationale {}

  /** No template can be filled well; the reason is for the reader of the trace. */
  record Impossible(String reason) implements Rationale {}
}
