package app.countersign.identity;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes accounts. The one who changes and the one who is changed are locked together, and the
 * first must still be an active administrator then, and another person: so whoever changes whom at
 * once, one active administrator remains.
 */
@Singleton
class OperatorChanges {
  private final PersonRepository repository;
  private final SignInFailureRepository failures;
  private final Sessions sessions;
  private final AccessTokens tokens;
  private final Passwords passwords;
  private final Standings standings;
  private final AuditTrail audit;

  OperatorChanges(
      PersonRepository repository,
      SignInFailureRepository failures,
      Sessions sessions,
      AccessTokens tokens,
      Passwords passwords,
      Standings standings,
      AuditTrail audit) {
    this.repository = repository;
    this.failures = failures;
    this.sessions = sessions;
    this.tokens = tokens;
    this.passwords = passwords;
    this.standings = standings;
    this.audit = audit;
  }

  /** What an account is to become. */
  private record Change(Role role, boolean isActive, @Nullable String passwordHash) {
    boolean isNone(PersonRow row) {
      return role == row.role() && isActive == row.isActive() && passwordHash == null;
    }
  }

  /**
   * Changes role, password, or whether the person may sign in. Asking for what is already so
   * changes nothing and leaves the version. A new password opens a locked address.
   *
   * @throws RefusedException with NOT_FOUND, STALE_VERSION, INVALID_INPUT, or NOT_ALLOWED for one's
   *     own role and activity and for those who are no administrators any more
   */
  @Transactional
  public Operator update(Actor actor, UpdateOperatorInput input) {
    Requirements.check(
        Requirements.deskRole(input.role()),
        Requirements.newPassword(input.password(), "password"));
    // Hashed before the rows are locked, so that nobody waits for it.
    String passwordHash = input.password() == null ? null : passwords.hash(input.password());
    PersonRow row = locked(actor, input);
    Change change =
        new Change(
            input.role() == null ? row.role() : input.role(),
            input.isActive() == null ? row.isActive() : input.isActive(),
            passwordHash);
    if (change.isNone(row)) {
      return row.operator();
    }
    requireAllowed(actor, row, change);
    return apply(actor, row, change);
  }

  private PersonRow locked(Actor actor, UpdateOperatorInput input) {
    Map<UUID, PersonRow> rows =
        repository.lock(Set.copyOf(List.of(actor.id(), input.operatorId()))).stream()
            .collect(Collectors.toMap(PersonRow::id, Function.identity()));
    PersonRow caller = rows.get(actor.id());
    if (caller == null || !caller.isActive() || !caller.role().includes(Role.ADMIN)) {
      throw RefusedException.of(
          UserErrorCode.NOT_ALLOWED, "You are not an administrator any more.", "input");
    }
    PersonRow row = rows.get(input.operatorId());
    if (row == null || !row.isOfTheDesk()) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no such operator.", "input", "operatorId");
    }
    if (input.expectedVersion() != null && input.expectedVersion() != row.version()) {
      throw new RefusedException(
          List.of(
              UserError.of(
                      UserErrorCode.STALE_VERSION,
                      "The operator was changed since you read it.",
                      "input",
                      "expectedVersion")
                  .at(row.version(), null)));
    }
    return row;
  }

  private static void requireAllowed(Actor actor, PersonRow row, Change change) {
    if (!actor.id().equals(row.id())) {
      return;
    }
    if (change.role() != row.role()) {
      throw RefusedException.of(
          UserErrorCode.NOT_ALLOWED, "Nobody changes their own role.", "input", "role");
    }
    if (!change.isActive()) {
      throw RefusedException.of(
          UserErrorCode.NOT_ALLOWED, "Nobody deactivates themselves.", "input", "isActive");
    }
  }

  private Operator apply(Actor actor, PersonRow row, Change change) {
    repository.update(
        row.id(), row.version(), change.role(), change.isActive(), change.passwordHash());
    List<AuditEvent> events = new ArrayList<>();
    events.add(updated(row, change));
    if (change.passwordHash() != null) {
      failures.forget(OpaqueToken.sha256(row.email()));
    }
    if (!change.isActive() || change.passwordHash() != null) {
      String reason = change.isActive() ? "PASSWORD_CHANGED" : "OPERATOR_DEACTIVATED";
      events.addAll(sessions.endAll(row.id(), reason));
    }
    if (!change.isActive()) {
      events.addAll(tokens.revokeAll(row.id()));
    }
    audit.recordAll(actor, events);
    standings.forget();
    return new Operator(
        row.id(),
        row.name(),
        row.email(),
        change.role(),
        change.isActive(),
        row.version() + 1,
        row.createdAt());
  }

  private static AuditEvent updated(PersonRow row, Change change) {
    return AuditEvent.of(
        Operators.SUBJECT,
        row.id().toString(),
        AuditAction.UPDATE_OPERATOR,
        null,
        Map.of("role", row.role(), "isActive", row.isActive()),
        Map.of(
            "role", change.role(),
            "isActive", change.isActive(),
            "isPasswordNew", change.passwordHash() != null));
  }
}
