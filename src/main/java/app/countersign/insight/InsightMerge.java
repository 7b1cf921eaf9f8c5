package app.countersign.insight;

import app.countersign.insight.InsightRepository.Stored;
import app.countersign.platform.db.Ids;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings the stored insights of a customer to what was found now: the same finding keeps its row,
 * what did not change is not written, what is not found any more goes.
 */
@Singleton
class InsightMerge {
  private final InsightRepository insights;

  InsightMerge(InsightRepository insights) {
    this.insights = insights;
  }

  /**
   * Stores what was found, in the running transaction, which holds the customer's row.
   *
   * @param kinds the kinds that were looked for: stored ones of other kinds stay as they are
   */
  void store(
      UUID personId,
      InsightOrigin origin,
      Collection<DatedFinding> findings,
      Set<InsightKind> kinds,
      Instant now) {
    Map<String, Stored> stored = insights.ofPerson(personId, origin);
    Map<String, DatedFinding> found = new LinkedHashMap<>();
    findings.forEach(dated -> found.putIfAbsent(dated.finding().key(), dated));
    List<Insight> added = new ArrayList<>();
    List<Insight> changed = new ArrayList<>();
    Map<UUID, String> keys = new HashMap<>();
    found.forEach(
        (key, dated) -> {
          Stored before = stored.get(key);
          if (before == null) {
            Insight insight = insight(Ids.next(), personId, origin, dated, now, null);
            keys.put(insight.id(), key);
            added.add(insight);
            return;
          }
          Insight after = updated(before, dated, now);
          if (before.isGone() || !after.equals(before.insight())) {
            changed.add(after);
          }
        });
    insights.insert(added, keys);
    insights.update(changed);
    insights.remove(
        stored.values().stream()
            .filter(before -> !found.containsKey(before.key()))
            .filter(before -> kinds.contains(before.insight().kind()))
            .map(before -> before.insight().id())
            .toList(),
        now);
  }

  private static Insight updated(Stored before, DatedFinding dated, Instant now) {
    Insight insight = before.insight();
    Dismissal dismissal = before.dismissal();
    Instant dismissedAt =
        dismissal != null && dismissal.holdsFor(dated.finding()) ? insight.dismissedAt() : null;
    Insight same =
        insight(
            insight.id(),
            insight.personId(),
            insight.origin(),
            dated,
            insight.madeAt(),
            dismissedAt);
    return same.equals(insight)
        ? insight
        : insight(insight.id(), insight.personId(), insight.origin(), dated, now, dismissedAt);
  }

  private static Insight insight(
      UUID id,
      UUID personId,
      InsightOrigin origin,
      DatedFinding dated,
      Instant madeAt,
      @Nullable Instant dismissedAt) {
    Finding finding = dated.finding();
    return new Insight(
        id,
        personId,
        origin,
        finding.kind(),
        finding.severity(),
        finding.currency(),
        finding.subject(),
        finding.title(),
        finding.text(),
        finding.figures(),
        madeAt,
        dated.dataAsOf(),
        dismissedAt);
  }
}
