package app.countersign.customer;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditTrail;
import app.countersign.identity.Accounts;
import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Consents;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.TimeZones;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers' profiles, and what customers say of themselves. */
@Singleton
public class Profiles {
  private final CustomerRepository customers;
  private final Accounts accounts;
  private final Consents consents;
  private final AuditTrail audit;

  Profiles(CustomerRepository customers, Accounts accounts, Consents consents, AuditTrail audit) {
    this.customers = customers;
    this.accounts = accounts;
    this.consents = consents;
    this.audit = audit;
  }

  /** Those of the ids that are customers' and not erased. */
  public Map<UUID, Customer> byIds(Set<UUID> ids) {
    return customers.byIds(ids);
  }

  /** Changes what is given; null leaves a thing as it is. In the running transaction. */
  Customer update(
      Actor actor,
      @Nullable String name,
      @Nullable String timeZone,
      @Nullable Integer expectedVersion) {
    String wantedName = name == null ? null : accounts.checkedName(name);
    String wantedZone = timeZone == null ? null : zone(timeZone);
    Customer before = locked(actor);
    if (expectedVersion != null && expectedVersion != before.version()) {
      throw new RefusedException(
          List.of(
              UserError.of(
                      UserErrorCode.STALE_VERSION,
                      "The profile was changed since you read it.",
                      "input",
                      "expectedVersion")
                  .at(before.version(), null)));
    }
    String newName = wantedName == null ? before.name() : wantedName;
    String newZone = wantedZone == null ? before.timeZone() : wantedZone;
    List<String> changed = new ArrayList<>();
    if (!newName.equals(before.name())) {
      changed.add("name");
      accounts.rename(actor.id(), newName);
    }
    if (!newZone.equals(before.timeZone())) {
      changed.add("timeZone");
    }
    if (changed.isEmpty()) {
      return before;
    }
    customers.update(actor.id(), newName, newZone);
    audit.record(
        actor,
        CustomerRecord.event(
            actor.id(),
            AuditAction.UPDATE,
            Map.of("version", before.version()),
            Map.of("version", before.version() + 1, "changed", changed)));
    return present(actor);
  }

  /** Says how far the person came; in the running transaction. */
  Customer setOnboarding(Actor actor, OnboardingStatus status) {
    Customer before = locked(actor);
    OnboardingStatus from = before.onboardingStatus();
    if (!from.leadsTo(status) || customers.setOnboarding(actor.id(), from, status) == 0) {
      throw new RefusedException(
          List.of(
              UserError.of(
                      UserErrorCode.ILLEGAL_TRANSITION,
                      "From %s one does not go to %s.".formatted(from, status),
                      "input",
                      "status")
                  .at(before.version(), from.name())));
    }
    audit.record(
        actor,
        CustomerRecord.event(
            actor.id(),
            AuditAction.UPDATE,
            Map.of("onboardingStatus", from),
            Map.of("onboardingStatus", status)));
    return present(actor);
  }

  /** Consents to something; in the running transaction. */
  Customer giveConsent(Actor actor, ConsentKind kind, String textVersion) {
    Customer customer = present(actor);
    consents.record(actor, customer.userId(), kind, true, textVersion);
    return customer;
  }

  /** Takes a consent back; in the running transaction. */
  Customer withdrawConsent(Actor actor, ConsentKind kind) {
    Customer customer = present(actor);
    consents.withdraw(actor, customer.userId(), kind);
    return customer;
  }

  /** The name of a zone as it is kept, or INVALID_INPUT. */
  static String zone(String name) {
    try {
      return TimeZones.named(name).getId();
    } catch (RequestError unknown) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT, String.valueOf(unknown.getMessage()), "input", "timeZone");
    }
  }

  private Customer locked(Actor actor) {
    return found(customers.lock(actor.id()));
  }

  private Customer present(Actor actor) {
    return found(customers.byIds(Set.of(actor.id())).get(actor.id()));
  }

  /** A session ends with its account, but a call that had begun may come too late. */
  private static Customer found(@Nullable Customer customer) {
    if (customer == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "The account was erased meanwhile.", "input");
    }
    return customer;
  }
}
