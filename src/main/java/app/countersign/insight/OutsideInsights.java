package app.countersign.insight;

import java.util.UUID;

/**
 * A source of findings outside of this server, asked in the background only. A bean while it is
 * switched on; there is at most one.
 */
public interface OutsideInsights {
  /** Asks about one customer. A source that is down answers no kinds; it never throws. */
  OutsideAnswer of(UUID personId);
}
