package app.countersign.ledger;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users consented to. What was never asked is not granted. */
@Singleton
public class Consents {
  private final ConsentRepository consents;
  private final AuditTrail audit;
  private final Clock clock;

  Consents(ConsentRepository consents, AuditTrail audit, Clock clock) {
    this.consents = consents;
    this.audit = audit;
    this.clock = clock;
  }

  /** The kinds in force for each user; a user without any is not in the map. */
  public Map<String, Set<ConsentKind>> granted(Collection<String> userIds) {
    return consents.granted(userIds);
  }

  /** Every kind for each user, asked or not, in the order of the kinds. */
  Map<String, List<Consent>> all(Collection<String> userIds) {
    return consents.all(userIds);
  }

  /** Records a consent given or withdrawn. A change that changes nothing leaves no trace. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      Actor actor, String userId, ConsentKind kind, boolean granted, String textVersion) {
    if (textVersion.isBlank() || textVersion.length() > 50) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT,
          "The version of the text takes 1 to 50 characters.",
          "input",
          "textVersion");
    }
    Consent before = consents.lock(userId, kind);
    if (before != null
        && before.isGranted() == granted
        && textVersion.equals(before.textVersion())) {
      return;
    }
    consents.put(userId, kind, granted, textVersion, clock.instant());
    audit.record(
        actor,
        AuditEvent.of(
            "User",
            userId,
            AuditAction.CONSENT,
            userId,
            before == null ? null : state(kind, before.isGranted(), before.textVersion()),
            state(kind, granted, textVersion)));
  }

  private static Map<String, Object> state(
      ConsentKind kind, boolean granted, @Nullable String textVersion) {
    return textVersion == null
        ? Map.of("consent", kind, "granted", granted)
        : Map.of("consent", kind, "granted", granted, "textVersion", textVersion);
  }

  static List<Consent> complete(Map<ConsentKind, Consent> known) {
    EnumMap<ConsentKind, Consent> all = new EnumMap<>(ConsentKind.class);
    for (ConsentKind kind : ConsentKind.values()) {
      all.put(kind, known.getOrDefault(kind, new Consent(kind, false, null, null)));
    }
    return List.copyOf(all.values());
  }
}
