package app.countersign.extraction;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows extractions, and puts on record who saw them. */
@Singleton
public class ExtractionViews {
  private final ExtractionRepository extractions;
  private final AuditTrail audit;

  ExtractionViews(ExtractionRepository extractions, AuditTrail audit) {
    this.extractions = extractions;
    this.audit = audit;
  }

  /** One extraction; null when there is none. */
  @Transactional
  public @Nullable Extraction view(Actor actor, UUID id) {
    return byIds(actor, Set.of(id)).get(id);
  }

  /** Those that exist, by their ids. */
  @Transactional
  public Map<UUID, Extraction> byIds(Actor actor, Set<UUID> ids) {
    Map<UUID, Extraction> found = extractions.byIds(ids);
    List<AuditEvent> events = new ArrayList<>();
    found
        .values()
        .forEach(
            extraction ->
                events.add(
                    AuditEvent.ofContract(
                        Extraction.SUBJECT,
                        extraction.id().toString(),
                        AuditAction.VIEW,
                        extraction.contractId(),
                        null,
                        null)));
    audit.recordAll(actor, events);
    return found;
  }

  /** One page, newest first. */
  @Transactional
  public Page<Extraction> list(Actor actor, ExtractionFilter filter, PageRequest page) {
    Page<Extraction> found = extractions.page(filter, page);
    Map<String, @Nullable Object> after = new LinkedHashMap<>();
    after.put("list", "extractions");
    after.put("filter", filter);
    after.put("shownCount", found.items().size());
    audit.record(
        actor,
        AuditEvent.of("Operator", actor.id().toString(), AuditAction.SEARCH, null, null, after));
    return found;
  }
}
