package app.countersign.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Knows of deliveries that may not go out any more, because somebody took back what they rest on.
 * Asked each time before anything is sent, so that it does not matter when that was.
 */
@FunctionalInterface
public interface Withholding {
  /** Those that are due and must not be sent; they are cancelled. */
  List<UUID> withheld(Instant now);
}
