package app.countersign.pipeline;

import java.util.List;

/**
 * What was matched for a user.
 *
 * @param candidates everything considered: education before offers, best score first, then by id
 * @param chosen the chosen items in the order of the candidates
 */
public record ContentMatch(List<ContentCandidate> candidates, List<CatalogueItem> chosen) {}
