package app.countersign.insight;

import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Consents;
import app.countersign.ledger.LedgerSnapshot;
import app.countersign.ledger.Ledgers;
import app.countersign.ledger.Users;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the insights of one customer at a time, each in a transaction of its own. */
@Singleton
class InsightMaking {
  private final Users users;
  private final Consents consents;
  private final Ledgers ledgers;
  private final InsightMerge merge;
  private final InsightRepository insights;
  private final InsightStateRepository states;
  private final @Nullable RewardSource rewards;
  private final Clock clock;

  InsightMaking(
      Users users,
      Consents consents,
      Ledgers ledgers,
      InsightMerge merge,
      InsightRepository insights,
      InsightStateRepository states,
      @Nullable RewardSource rewards,
      Clock clock) {
    this.users = users;
    this.consents = consents;
    this.ledgers = ledgers;
    this.merge = merge;
    this.insights = insights;
    this.states = states;
    this.rewards = rewards;
    this.clock = clock;
  }

  /**
   * Makes the insights of somebody who is due. The customer's row is held first: no import comes
   * between what is read and what is stored, and of two servers the second finds nothing to do.
   *
   * @return whether they were made here
   */
  @Transactional
  public boolean makeDue(UUID personId) {
    users.lock(List.of(personId.toString()));
    if (!states.take(personId)) {
      return false;
    }
    make(personId, clock.instant());
    return true;
  }

  /**
   * Stores what a source outside found, unless the customer does not let their data be analysed any
   * more.
   *
   * @return whether it was stored
   */
  @Transactional
  public boolean storeOutside(UUID personId, OutsideAnswer answer) {
    users.lock(List.of(personId.toString()));
    if (states.timeZone(personId) == null || !isAllowed(personId)) {
      return false;
    }
    Instant now = clock.instant();
    merge.store(personId, InsightOrigin.WAREHOUSE, answer.findings(), answer.kinds(), now);
    states.outsideMade(personId, now);
    return true;
  }

  private void make(UUID personId, Instant now) {
    String zoneName = states.timeZone(personId);
    LedgerSnapshot ledger = zoneName != null && isAllowed(personId) ? ledger(personId) : null;
    if (zoneName == null || ledger == null) {
      insights.deleteAll(personId);
      states.made(personId, now, null, null);
      return;
    }
    ZoneId zone = zone(zoneName);
    InsightRules.Basis basis = InsightRules.basis(ledger, LocalDate.ofInstant(now, zone));
    List<DatedFinding> findings = basis == null ? List.of() : findings(personId, basis, zone);
    Set<InsightKind> kinds = EnumSet.allOf(InsightKind.class);
    merge.store(personId, InsightOrigin.OWN, findings, kinds, now);
    states.made(
        personId,
        now,
        basis == null ? null : basis.dataAsOf(),
        basis == null ? null : InsightsSummary.Figures.of(basis));
  }

  private List<DatedFinding> findings(UUID personId, InsightRules.Basis basis, ZoneId zone) {
    List<Finding> findings = new ArrayList<>(InsightRules.find(basis));
    if (rewards != null) {
      for (CurrencyBasis one : basis.bases()) {
        findings.addAll(
            RewardsRule.find(
                one,
                rewards.of(
                    personId, one.currency(), one.bought(one.period()), one.period(), zone)));
      }
    }
    return findings.stream().map(finding -> new DatedFinding(finding, basis.dataAsOf())).toList();
  }

  private boolean isAllowed(UUID personId) {
    String userId = personId.toString();
    return consents
        .granted(List.of(userId))
        .getOrDefault(userId, Set.of())
        .contains(ConsentKind.DATA_ANALYSIS);
  }

  private @Nullable LedgerSnapshot ledger(UUID personId) {
    return ledgers.snapshots(List.of(personId.toString())).get(personId.toString());
  }

  /** Of the customer's days; one that nobody knows is UTC. */
  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException _) {
      return ZoneOffset.UTC;
    }
  }
}
