package app.countersign.pipeline;

import app.countersign.recommendation.Priority;
import app.countersign.trace.ContentCandidate;
import java.util.List;

/**
 * What was matched for a user.
 *
 * @param candidates everything considered: education before offers, best score first, then by id
 * @param chosen the chosen items in the order of the candidates
 */
public record ContentMatch(List<ContentCandidate> candidates, List<Chosen> chosen) {

  /** An item to recommend, and how soon it deserves attention. */
  public record Chosen(CatalogueItem item, Priority priority) {}
}
