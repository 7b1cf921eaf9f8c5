package app.countersign.intent;

/**
 * Words of a message that something was read from.
 *
 * @param text the words as written
 * @param start where they begin in the message, in code points
 * @param end where they end, exclusive
 */
public record Cue(String text, int start, int end) {
  /** Whether the two share a character. */
  public boolean overlaps(Cue other) {
    return start < other.end && other.start < end;
  }
}
