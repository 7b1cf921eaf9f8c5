package app.countersign.identity;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.identity.SignedTokens.Audience;
import app.countersign.identity.SignedTokens.Holder;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens, refreshes and ends sessions. A refresh token works once, without a time of grace: who
 * presents a used one may be a thief, or the one who was robbed, so both are put out.
 */
@Singleton
class Sessions {
  static final String REFRESH_PREFIX = "csr_";
  static final String SUBJECT = "Session";
  private static final Actor GUARD = Actor.system("session guard");

  private final SessionRepository sessions;
  private final PersonRepository people;
  private final SignInFailureRepository failures;
  private final SignedTokens tokens;
  private final Standings standings;
  private final AuditTrail audit;
  private final SignInConfiguration configuration;
  private final Clock clock;

  Sessions(
      SessionRepository sessions,
      PersonRepository people,
      SignInFailureRepository failures,
      SignedTokens tokens,
      Standings standings,
      AuditTrail audit,
      SignInConfiguration configuration,
      Clock clock) {
    this.sessions = sessions;
    this.people = people;
    this.failures = failures;
    this.tokens = tokens;
    this.standings = standings;
    this.audit = audit;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * Someone whose password was right.
   *
   * @param strongerHash replaces the kept hash of the same password; null when that is good enough
   */
  @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
  record Proven(PersonRow row, byte[] emailHash, @Nullable String strongerHash) {}

  /** Opens a session for the API; empty when the account has changed since. */
  @Transactional
  public Optional<Session> start(Proven person) {
    return open(person).map(session -> pair(session, person.row()));
  }

  /** Opens a session for the server's own page and tells the page's token. */
  @Transactional
  public Optional<String> startPage(Proven person) {
    return open(person)
        .map(session -> sign(Audience.PAGE, session, configuration.pageLifetime()).token());
  }

  /**
   * Trades a refresh token in; using one again ends its session, for which the caller gets empty.
   */
  @Transactional
  public Optional<Session> refresh(OpaqueToken token) {
    Instant now = clock.instant();
    Optional<SessionRow> session = sessions.use(token.hash(), now).stream().findFirst();
    if (session.isEmpty()) {
      sessions.endReused(token.hash(), now).forEach(this::recordReuse);
      return Optional.empty();
    }
    return session.map(row -> pair(row, owner(row)));
  }

  /** Ends the caller's session and says when; null for a script, which has none. */
  @Transactional
  public @Nullable Instant end(Actor actor) {
    UUID id = actor.sessionId();
    if (actor.kind() != Actor.Kind.PERSON || id == null) {
      return null;
    }
    Instant now = clock.instant();
    if (sessions.end(id, now) == 0) {
      return sessions.byId(id).map(SessionRow::revokedAt).orElse(null);
    }
    audit.record(actor, ended(id, actor.id(), "SIGNED_OUT"));
    standings.forget();
    return now;
  }

  /**
   * Ends one of the caller's own sessions; one that has ended stays as it is.
   *
   * @return the session after it; empty where the caller has none of that id
   */
  @Transactional
  public Optional<SessionRow> revoke(Actor actor, UUID id) {
    boolean isOwn = sessions.byId(id).filter(row -> row.personId().equals(actor.id())).isPresent();
    if (!isOwn) {
      return Optional.empty();
    }
    if (sessions.end(id, clock.instant()) == 1) {
      audit.record(actor, ended(id, actor.id(), "REVOKED"));
      standings.forget();
    }
    return sessions.byId(id);
  }

  /** Ends every session of a person; tells what is to be put on record. */
  List<AuditEvent> endAll(UUID personId, String reason) {
    return ended(sessions.endAll(personId, clock.instant()), reason);
  }

  /** Ends every session of a person but one; tells what is to be put on record. */
  List<AuditEvent> endOthers(UUID personId, UUID keptId, String reason) {
    return ended(sessions.endOthers(personId, keptId, clock.instant()), reason);
  }

  private static List<AuditEvent> ended(List<SessionRow> rows, String reason) {
    return rows.stream().map(row -> ended(row.id(), row.personId(), reason)).toList();
  }

  private Optional<SessionRow> open(Proven person) {
    PersonRow row = person.row();
    Instant now = clock.instant();
    SessionRow session =
        new SessionRow(Ids.next(), row.id(), now, now.plus(configuration.sessionLifetime()), null);
    if (sessions.open(session.id(), row.id(), row.passwordHash(), now, session.expiresAt()) == 0) {
      return Optional.empty();
    }
    failures.forget(person.emailHash());
    if (person.strongerHash() != null) {
      people.rehash(row.id(), row.passwordHash(), person.strongerHash());
    }
    Actor actor = new Actor(row.id(), row.name(), row.role(), Actor.Kind.PERSON, session.id());
    audit.record(
        actor,
        AuditEvent.of(
            SUBJECT,
            session.id().toString(),
            AuditAction.SIGN_IN,
            null,
            null,
            Map.of("personId", row.id(), "expiresAt", session.expiresAt())));
    return Optional.of(session);
  }

  private Session pair(SessionRow session, PersonRow person) {
    OpaqueToken refresh = OpaqueToken.random(REFRESH_PREFIX);
    sessions.issue(refresh.hash(), session.id(), clock.instant());
    Signed access = sign(Audience.API, session, configuration.accessLifetime());
    return new Session(
        access.token(),
        refresh.text(),
        access.expiresAt(),
        person.id(),
        person.isOfTheDesk() ? person.operator() : null);
  }

  private record Signed(String token, Instant expiresAt) {}

  private Signed sign(Audience audience, SessionRow session, Duration lifetime) {
    Instant wanted = clock.instant().plus(lifetime);
    Instant expiresAt =
        (wanted.isBefore(session.expiresAt()) ? wanted : session.expiresAt())
            .truncatedTo(ChronoUnit.SECONDS);
    Holder holder = new Holder(session.personId(), session.id());
    return new Signed(tokens.sign(audience, holder, expiresAt), expiresAt);
  }

  private PersonRow owner(SessionRow session) {
    return people.byIds(List.of(session.personId())).getFirst();
  }

  private void recordReuse(SessionRow session) {
    audit.record(GUARD, ended(session.id(), session.personId(), "REFRESH_TOKEN_REUSED"));
    standings.forget();
  }

  private static AuditEvent ended(UUID id, UUID personId, String reason) {
    return AuditEvent.of(
        SUBJECT,
        id.toString(),
        AuditAction.SIGN_OUT,
        null,
        null,
        Map.of("personId", personId, "reason", reason));
  }
}
