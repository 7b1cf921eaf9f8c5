package app.countersign.pipeline;

import app.countersign.recommendation.Priority;
import app.countersign.trace.ContentCandidate;
import java.util.List;
import java.util.stream.Stream;

/**
 * An item with its score for a user.
 *
 * @param isTriggered whether anything of the user's own speaks for it, beside the persona
 * @param priority of the most urgent trigger that it hits; low without one
 * @param reasons what speaks for it, in words
 */
record Scored(
    CatalogueItem item,
    MatchScore score,
    boolean isTriggered,
    Priority priority,
    List<String> reasons) {

  ContentCandidate chosen() {
    return candidate(reasons, true);
  }

  ContentCandidate notChosen(String because) {
    return candidate(
        Stream.concat(reasons.stream(), Stream.of("Not chosen: " + because)).toList(), false);
  }

  private ContentCandidate candidate(List<String> said, boolean isChosen) {
    return new ContentCandidate(
        item.id(), item.title(), item.type(), score.total(), score.parts(), said, isChosen);
  }
}
