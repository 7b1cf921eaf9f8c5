package app.countersign.customer;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is put on record of a customer: states and ids, never a name or an address. */
final class CustomerRecord {
  static final String SUBJECT = "Customer";

  private CustomerRecord() {}

  static AuditEvent event(
      UUID id, AuditAction action, @Nullable Object before, @Nullable Object after) {
    return AuditEvent.of(SUBJECT, id.toString(), action, id.toString(), before, after);
  }

  /** Somebody who proved to be the customer by a letter, without a session. */
  static Actor byLetter(UUID id) {
    return new Actor(id, SUBJECT, Role.CUSTOMER, Actor.Kind.PERSON, null);
  }
}
