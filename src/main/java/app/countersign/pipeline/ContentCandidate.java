package app.countersign.pipeline;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item that was considered for a user.
 *
 * @param score in [0, 1], four decimals; the parts' weighted sum
 * @param reasons what speaks for it, in words
 * @param notChosenBecause null where it was chosen
 */
public record ContentCandidate(
    String contentId,
    String title,
    ContentType type,
    BigDecimal score,
    MatchScore parts,
    Priority priority,
    List<String> reasons,
    boolean chosen,
    @Nullable String notChosenBecause) {

  ContentCandidate asChosen() {
    return new ContentCandidate(
        contentId, title, type, score, parts, priority, reasons, true, null);
  }

  ContentCandidate asNotChosen(String because) {
    return new ContentCandidate(
        contentId, title, type, score, parts, priority, reasons, false, because);
  }
}
