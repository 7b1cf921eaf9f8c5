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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users consented to. What was never asked is not granted. */
@Singleton
public class Consents {
  private final ConsentRepository consents;
  private final UserRepository users;
  private final AuditTrail audit;
  private final Clock clock;

  Consents(ConsentRepository consents, UserRepository users, AuditTrail audit, Clock clock) {
    this.consents = consents;
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  /** The kinds in force for each user; a user without any is not in the map. */
  public Map<String, Set<ConsentKind>> granted(Collection<String> userIds) {
    return consents.granted(userIds);
  }

  /** Every kind for each user, asked or not, in the order of the kinds. */
  public Map<String, List<Consent>> all(Collection<String> userIds) {
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
    // A first consent has no row yet that could be locked, so the user's row is.
    users.lock(List.of(userId));
    Map<ConsentKind, Consent> before = consents.known(userId);
    if (!isSame(before.get(kind), granted, textVersion)) {
      change(actor, userId, before, List.of(kind), granted, textVersion);
    }
  }

  /** Takes a consent back; what is not in force stays as it is. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void withdraw(Actor actor, String userId, ConsentKind kind) {
    users.lock(List.of(userId));
    Map<ConsentKind, Consent> before = consents.known(userId);
    Consent given = before.get(kind);
    if (given != null && given.isGranted() && given.textVersion() != null) {
      change(actor, userId, before, List.of(kind), false, given.textVersion());
    }
  }

  /**
   * Records what was granted with bank data; what is in force stays as it was given. The caller's
   * transaction holds the user's row.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void grant(Actor actor, String userId, Collection<ConsentKind> kinds, String textVersion) {
    if (kinds.isEmpty()) {
      return;
    }
    Map<ConsentKind, Consent> before = consents.known(userId);
    Set<ConsentKind> missing = EnumSet.copyOf(kinds);
    before.values().stream().filter(Consent::isGranted).map(Consent::kind).forEach(missing::remove);
    if (!missing.isEmpty()) {
      change(actor, userId, before, missing, true, textVersion);
    }
  }

  private void change(
      Actor actor,
      String userId,
      Map<ConsentKind, Consent> before,
      Collection<ConsentKind> kinds,
      boolean granted,
      String textVersion) {
    consents.put(userId, kinds, granted, textVersion, clock.instant());
    audit.recordAll(
        actor,
        kinds.stream()
            .map(kind -> event(userId, before.get(kind), kind, granted, textVersion))
            .toList());
  }

  private static boolean isSame(@Nullable Consent before, boolean granted, String textVersion) {
    return before != null
        && before.isGranted() == granted
        && textVersion.equals(before.textVersion());
  }

  private static AuditEvent event(
      String userId,
      @Nullable Consent before,
      ConsentKind kind,
      boolean granted,
      String textVersion) {
    return AuditEvent.of(
        "User",
        userId,
        AuditAction.CONSENT,
        userId,
        before == null ? null : state(kind, before.isGranted(), before.textVersion()),
        state(kind, granted, textVersion));
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
