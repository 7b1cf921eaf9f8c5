package app.countersign.extraction;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.contract.Contract;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Connection;
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
  private final ExtractionCache cache;
  private final AuditTrail audit;
  private final TransactionOperations<Connection> transactions;

  ExtractionViews(
      ExtractionRepository extractions,
      ExtractionCache cache,
      AuditTrail audit,
      TransactionOperations<Connection> transactions) {
    this.extractions = extractions;
    this.cache = cache;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** One extraction, from memory where it is kept; null when there is none. */
  public @Nullable Extraction view(Actor actor, UUID id) {
    Extraction found = cache.find(id);
    if (found != null) {
      transactions.executeWrite(
          _ -> {
            audit.record(actor, viewed(found));
            return found;
          });
    }
    return found;
  }

  /** Those that exist, by their ids. */
  @Transactional
  public Map<UUID, Extraction> byIds(Actor actor, Set<UUID> ids) {
    Map<UUID, Extraction> found = extractions.byIds(ids);
    List<AuditEvent> events = new ArrayList<>();
    found.values().forEach(extraction -> events.add(viewed(extraction)));
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
        AuditEvent.of(
            Contract.SEARCHES, actor.id().toString(), AuditAction.SEARCH, null, null, after));
    return found;
  }

  private static AuditEvent viewed(Extraction extraction) {
    return AuditEvent.ofContract(
        Extraction.SUBJECT,
        extraction.id().toString(),
        AuditAction.VIEW,
        extraction.contractId(),
        null,
        null);
  }
}
