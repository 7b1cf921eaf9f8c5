package app.countersign.trace;

import app.countersign.recommendation.ContentType;
import java.math.BigDecimal;
import java.util.List;

/**
 * One piece of content that was considered.
 *
 * @param score 0 to 1: the parts' weighted sum where parts are given
 * @param reasons why it fits or does not, for people
 * @param chosen whether it became a recommendation
 */
public record ContentCandidate(
    String contentId,
    String title,
    ContentType type,
    BigDecimal score,
    List<ScorePart> parts,
    List<String> reasons,
    boolean chosen) {
  public ContentCandidate {
    parts = List.copyOf(parts);
    reasons = List.copyOf(reasons);
  }
}
