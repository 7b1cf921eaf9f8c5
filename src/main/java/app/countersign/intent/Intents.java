package app.countersign.intent;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The intents of a message, at least one, in the order of {@link Intent}. */
public record Intents(List<Found> found) {
  /** Copies the list. */
  public Intents {
    found = List.copyOf(found);
  }

  /** Whether the message has the intent. */
  public boolean has(Intent intent) {
    return kinds().contains(intent);
  }

  /** The intents without their reasons. */
  public Set<Intent> kinds() {
    EnumSet<Intent> kinds = EnumSet.noneOf(Intent.class);
    found.forEach(one -> kinds.add(one.intent()));
    return kinds;
  }
}
