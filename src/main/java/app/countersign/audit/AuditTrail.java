package app.countersign.audit;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts changes on record, in the transaction that makes them. */
@Singleton
public class AuditTrail {
  private static final String CUSTOMER = "A customer";

  private final AuditRepository entries;
  private final Clock clock;

  AuditTrail(AuditRepository entries, Clock clock) {
    this.entries = entries;
    this.clock = clock;
  }

  /** Records one change; without a running transaction it fails. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(Actor actor, AuditEvent event) {
    entries.insert(row(actor, event, clock.instant()));
  }

  /** Records several changes by one batch statement, in the order given. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void recordAll(Actor actor, List<AuditEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    entries.insertAll(events.stream().map(event -> row(actor, event, now)).toList());
  }

  private static AuditRow row(Actor actor, AuditEvent event, Instant now) {
    return new AuditRow(
        Ids.next(),
        event.subjectType(),
        event.subjectId(),
        event.action().name(),
        actor.id(),
        nameOf(actor),
        now,
        event.recommendationId(),
        event.userId(),
        event.contractId(),
        event.batchId(),
        json(event.before()),
        json(event.after()));
  }

  /** A customer is known by id only: an entry stays when everything of theirs is erased. */
  private static String nameOf(Actor actor) {
    return actor.role() == Role.CUSTOMER ? CUSTOMER : actor.name();
  }

  private static @Nullable String json(@Nullable Object value) {
    return value == null ? null : Json.write(value);
  }
}
