package app.countersign.review;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditTrail;
import app.countersign.guardrail.GuardrailResult;
import app.countersign.guardrail.TextGuardrails;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import app.countersign.recommendation.TextRule;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Modifies texts and priorities. A new text passes the checks of tone and advice again and can so
 * become approvable, or not; every earlier text is kept.
 */
@Singleton
public class RevisionDesk {
  private final ReviewStatements statements;
  private final RevisionRepository revisions;
  private final RecommendationRepository recommendations;
  private final TextGuardrails guardrails;
  private final AuditTrail audit;
  private final Clock clock;

  RevisionDesk(
      ReviewStatements statements,
      RevisionRepository revisions,
      RecommendationRepository recommendations,
      TextGuardrails guardrails,
      AuditTrail audit,
      Clock clock) {
    this.statements = statements;
    this.revisions = revisions;
    this.recommendations = recommendations;
    this.guardrails = guardrails;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is to change; what is null stays.
   *
   * @param title 5 to 200 characters
   * @param rationale 20 to 5,000 characters
   */
  public record Change(
      @Nullable String title, @Nullable String rationale, @Nullable Priority priority) {

    Change trimmed() {
      return new Change(
          title == null ? null : TextRule.trim(title),
          rationale == null ? null : TextRule.trim(rationale),
          priority);
    }

    List<Refusal> faults() {
      if (title == null && rationale == null && priority == null) {
        return List.of(
            Refusal.InvalidInput.of("title", "Give at least one of title, rationale, priority."));
      }
      List<Refusal> faults = new ArrayList<>();
      add(faults, TextRule.TITLE, "title", title);
      add(faults, TextRule.RATIONALE, "rationale", rationale);
      return faults;
    }

    private static void add(
        List<Refusal> faults, TextRule rule, String field, @Nullable String text) {
      String fault = text == null ? null : rule.fault(text);
      if (fault != null) {
        faults.add(Refusal.InvalidInput.of(field, fault));
      }
    }
  }

  /**
   * Changes an undecided item.
   *
   * @param expectedVersion what the caller has read; null for whatever it is
   */
  @Transactional
  public Recommendation modify(
      Actor actor, UUID id, Change change, @Nullable Integer expectedVersion) {
    Change wanted = change.trimmed();
    RefusedByDesk.unlessEmpty(wanted.faults());
    Instant now = clock.instant();
    Recommendation before = statements.lock(id);
    Refusal refusal = ReviewRules.refusal(ReviewAction.MODIFY, before, actor, expectedVersion, now);
    if (before == null || refusal != null) {
      throw new RefusedByDesk(refusal == null ? new Refusal.NotFound(ReviewRules.ID) : refusal);
    }
    write(before, wanted, now);
    revisions.insert(revision(before, actor, now));
    Recommendation after = Objects.requireNonNull(recommendations.find(id));
    audit.record(
        actor,
        ReviewRecord.event(
            after, AuditAction.MODIFY, null, changed(before, after), changed(after, before)));
    return after;
  }

  private void write(Recommendation before, Change wanted, Instant now) {
    String title = wanted.title() == null ? before.title() : wanted.title();
    String rationale = wanted.rationale() == null ? before.rationale() : wanted.rationale();
    Priority priority = wanted.priority() == null ? before.priority() : wanted.priority();
    boolean isSameText = title.equals(before.title()) && rationale.equals(before.rationale());
    if (isSameText && priority == before.priority()) {
      throw new RefusedByDesk(Refusal.InvalidInput.of("title", "This changes nothing."));
    }
    GuardrailResult checks =
        isSameText
            ? before.guardrails()
            : before.guardrails().withText(guardrails.check(title, rationale));
    if (!statements.modify(before, title, rationale, priority, checks, now)) {
      throw new IllegalStateException("a locked recommendation moved: " + before.id());
    }
  }

  private static Revision revision(Recommendation before, Actor actor, Instant now) {
    return new Revision(
        Ids.next(),
        before.id(),
        before.version(),
        before.title(),
        before.rationale(),
        before.priority(),
        before.guardrails(),
        actor.id(),
        actor.name(),
        now);
  }

  private static Map<String, Object> changed(Recommendation item, Recommendation other) {
    Map<String, Object> changed = new LinkedHashMap<>();
    changed.put("version", item.version());
    if (!item.title().equals(other.title())) {
      changed.put("title", item.title());
    }
    if (!item.rationale().equals(other.rationale())) {
      changed.put("rationale", item.rationale());
    }
    if (item.priority() != other.priority()) {
      changed.put("priority", item.priority());
    }
    if (item.guardrails().passed() != other.guardrails().passed()) {
      changed.put("guardrailsPassed", item.guardrails().passed());
    }
    return changed;
  }
}
