package app.countersign.customer;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hands out everything that is kept of a person, and erases it. */
@Singleton
class DataRights {
  private final List<PersonalData> parts;
  private final CustomerRepository customers;
  private final AuditTrail audit;
  private final Clock clock;

  DataRights(
      List<PersonalData> parts, CustomerRepository customers, AuditTrail audit, Clock clock) {
    this.parts = parts;
    this.customers = customers;
    this.audit = audit;
    this.clock = clock;
    bySection();
  }

  /**
   * Everything, or what is asked for, by section; in the running transaction.
   *
   * @throws RefusedException with INVALID_INPUT for a section there is not
   */
  JsonNode export(Actor actor, @Nullable List<String> sections) {
    Map<String, PersonalData> known = bySection();
    List<String> asked = sections == null ? List.copyOf(known.keySet()) : sections;
    ObjectNode export = Json.mapper().createObjectNode();
    for (String section : asked) {
      PersonalData part = known.get(section);
      if (part == null) {
        throw RefusedException.of(
            UserErrorCode.INVALID_INPUT,
            "There is no such section; there are %s.".formatted(String.join(", ", known.keySet())),
            "input",
            "sections");
      }
      export.set(section, Json.mapper().valueToTree(part.export(actor.id())));
    }
    audit.record(
        actor,
        CustomerRecord.event(
            actor.id(), AuditAction.EXPORT, null, Map.of("sections", asked.size())));
    return export;
  }

  /**
   * Erases everything.
   *
   * @return when; of two who ask at once, one does it
   */
  @Transactional
  public Instant erase(Actor actor) {
    Instant now = clock.instant();
    if (customers.lock(actor.id()) == null || customers.markErased(actor.id(), now) == 0) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "The account was erased meanwhile.", "input");
    }
    parts.forEach(part -> part.erase(actor.id()));
    audit.record(
        actor,
        CustomerRecord.event(
            actor.id(), AuditAction.ERASE, Map.of("isErased", false), Map.of("isErased", true)));
    return now;
  }

  private Map<String, PersonalData> bySection() {
    Map<String, PersonalData> known = new TreeMap<>();
    for (PersonalData part : parts) {
      if (known.put(part.section(), part) != null) {
        throw new IllegalStateException("two parts export as " + part.section());
      }
    }
    return known;
  }
}
