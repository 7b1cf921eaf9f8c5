package app.countersign.review;

import app.countersign.audit.AuditTrail;
import app.countersign.delivery.Outbox;
import app.countersign.flag.FlagRepository;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.DecisionKind;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Approves many at once, by the same number of statements however many: the rows are locked in the
 * order of their ids, the rules decide on each, and what may be approved is approved together.
 */
@Singleton
public class BulkDesk {
  /** The most ids in one call, duplicates counted. */
  public static final int MAX_IDS = 500;

  private final ReviewStatements statements;
  private final DecisionRepository decisions;
  private final FlagRepository flags;
  private final RecommendationRepository recommendations;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final ReviewSettings settings;
  private final Clock clock;

  BulkDesk(
      ReviewStatements statements,
      DecisionRepository decisions,
      FlagRepository flags,
      RecommendationRepository recommendations,
      AuditTrail audit,
      Outbox outbox,
      ReviewSettings settings,
      Clock clock) {
    this.statements = statements;
    this.decisions = decisions;
    this.flags = flags;
    this.recommendations = recommendations;
    this.audit = audit;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What a bulk approval did.
   *
   * @param batchId what the approvals share; null when there was none
   * @param items one for every different id, in the order asked
   */
  public record Outcome(@Nullable UUID batchId, List<Item> items) {}

  /**
   * What it did with one id.
   *
   * @param askedId the id as it was asked
   * @param recommendation as it stands after the call; null when there is none
   * @param refusal why not; null when approved
   */
  public record Item(
      String askedId, @Nullable Recommendation recommendation, @Nullable Refusal refusal) {}

  /**
   * Approves what can be approved.
   *
   * @param notes for each; at most 5,000 characters
   * @param allOrNothing whether one refusal keeps all from being approved
   */
  @Transactional
  public Outcome approve(
      Actor actor, List<String> ids, @Nullable String notes, boolean allOrNothing) {
    if (ids.isEmpty() || ids.size() > MAX_IDS) {
      throw new RefusedByDesk(
          Refusal.InvalidInput.of(
              "recommendationIds", "Give 1 to %d ids, not %d.".formatted(MAX_IDS, ids.size())));
    }
    String trimmed = ReviewDesk.notes(notes);
    List<Item> judged = judge(actor, ids, clock.instant());
    boolean isWhole = judged.stream().allMatch(item -> item.refusal() == null);
    if (allOrNothing && !isWhole) {
      return new Outcome(null, judged.stream().map(BulkDesk::notAttempted).toList());
    }
    return approve(actor, judged, trimmed);
  }

  private List<Item> judge(Actor actor, List<String> ids, Instant now) {
    Map<Object, String> asked = new LinkedHashMap<>();
    List<UUID> wellFormed = new ArrayList<>();
    for (String id : ids) {
      UUID uuid = uuidOrNull(id);
      boolean isNew = asked.putIfAbsent(uuid == null ? id : uuid, id) == null;
      if (isNew && uuid != null) {
        wellFormed.add(uuid);
      }
    }
    Map<Object, Recommendation> found = new HashMap<>();
    statements.lockAll(wellFormed).forEach(item -> found.put(item.id(), item));
    List<Item> judged = new ArrayList<>(asked.size());
    asked.forEach(
        (key, id) -> {
          Recommendation item = found.get(key);
          judged.add(
              new Item(
                  id, item, ReviewRules.refusal(ReviewAction.APPROVE, item, actor, null, now)));
        });
    return judged;
  }

  private Outcome approve(Actor actor, List<Item> judged, @Nullable String notes) {
    List<Recommendation> approvable = new ArrayList<>();
    for (Item item : judged) {
      if (item.refusal() == null && item.recommendation() != null) {
        approvable.add(item.recommendation());
      }
    }
    if (approvable.isEmpty()) {
      return new Outcome(null, judged);
    }
    UUID batchId = Ids.next();
    Map<UUID, Recommendation> approved = approveAll(actor, approvable, notes, batchId);
    return new Outcome(
        batchId,
        judged.stream()
            .map(item -> item.refusal() == null ? after(item, approved) : item)
            .toList());
  }

  private Map<UUID, Recommendation> approveAll(
      Actor actor, List<Recommendation> items, @Nullable String notes, UUID batchId) {
    Instant now = clock.instant();
    Map<UUID, UUID> decisionIds = new LinkedHashMap<>();
    List<NewDecision> taken = new ArrayList<>(items.size());
    for (Recommendation item : items) {
      NewDecision decision = decision(actor, item, notes, batchId, now);
      decisionIds.put(item.id(), decision.id());
      taken.add(decision);
    }
    int changed =
        statements.approveAll(
            List.copyOf(decisionIds.keySet()), List.copyOf(decisionIds.values()), now);
    if (changed != items.size()) {
      throw new IllegalStateException(
          "%d of %d locked items were approved".formatted(changed, items.size()));
    }
    decisions.insertAll(taken);
    flags.resolveByDecision(decisionIds, actor, now);
    Map<UUID, Recommendation> approved = recommendations.byIds(decisionIds.keySet());
    List<Recommendation> inOrder =
        approved.values().stream().sorted(Comparator.comparing(item -> item.id())).toList();
    audit.recordAll(actor, inOrder.stream().map(ReviewRecord::decided).toList());
    outbox.enqueue(inOrder.stream().map(ReviewRecord::message).toList());
    return approved;
  }

  private NewDecision decision(
      Actor actor, Recommendation item, @Nullable String notes, UUID batchId, Instant now) {
    Decision previous = item.decision();
    return new NewDecision(
        Ids.next(),
        item.id(),
        previous == null ? null : previous.id(),
        DecisionKind.APPROVE,
        item.status(),
        actor.id(),
        actor.name(),
        now,
        notes,
        now.plus(settings.undoWindow()),
        NewDecision.ownClaimStart(item.claim(), actor),
        item.pendingSince(),
        batchId);
  }

  private static Item after(Item item, Map<UUID, Recommendation> approved) {
    Recommendation before = item.recommendation();
    return new Item(item.askedId(), before == null ? null : approved.get(before.id()), null);
  }

  private static Item notAttempted(Item item) {
    return item.refusal() == null
        ? new Item(item.askedId(), item.recommendation(), new Refusal.NotAttempted())
        : item;
  }

  private static @Nullable UUID uuidOrNull(String text) {
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equalsIgnoreCase(text) ? id : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
