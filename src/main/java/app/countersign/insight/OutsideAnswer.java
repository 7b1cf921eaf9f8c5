package app.countersign.insight;

import java.util.List;
import java.util.Set;

/**
 * What a source outside of this server found about a customer.
 *
 * @param kinds those it could be asked for and answered: stored findings of these that are not
 *     among the new ones go, those of other kinds stay with their age
 */
public record OutsideAnswer(Set<InsightKind> kinds, List<DatedFinding> findings) {
  /** Copies what it is given. */
  public OutsideAnswer {
    kinds = Set.copyOf(kinds);
    findings = List.copyOf(findings);
  }
}
