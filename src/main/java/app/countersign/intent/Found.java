package app.countersign.intent;

import java.util.List;

/**
 * An intent a message has.
 *
 * @param confidence 0 to 1, how strongly the words speak for it; a score of the rules, no
 *     probability
 * @param cues the words that speak for it, in order; none for {@link Intent#GENERAL}
 */
public record Found(Intent intent, double confidence, List<Cue> cues) {
  /** Copies the cues. */
  public Found {
    cues = List.copyOf(cues);
  }
}
