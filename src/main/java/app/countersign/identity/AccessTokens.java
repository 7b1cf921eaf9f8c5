package app.countersign.identity;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes, lists and revokes the tokens of people's scripts. */
@Singleton
class AccessTokens {
  static final String PREFIX = "csk_";
  static final String SUBJECT = "AccessToken";

  private static final KeysetQuery<AccessToken> TOKENS =
      KeysetQuery.select("t.*", AccessTokens::read).from("access_token t");
  private static final Sort NEWEST =
      Sort.by(
          "accessTokens.NEWEST",
          Key.desc("t.created_at", KeyType.INSTANT),
          Key.desc("t.id", KeyType.UUID));

  private final AccessTokenRepository tokens;
  private final Standings standings;
  private final AuditTrail audit;
  private final JdbcOperations jdbc;
  private final Clock clock;

  AccessTokens(
      AccessTokenRepository tokens,
      Standings standings,
      AuditTrail audit,
      JdbcOperations jdbc,
      Clock clock) {
    this.tokens = tokens;
    this.standings = standings;
    this.audit = audit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A new token and its secret, which is told this once. */
  record Created(AccessToken token, OpaqueToken secret) {}

  /** The caller's tokens, or everybody's for an administrator who asks; the newest first. */
  Page<AccessToken> page(Actor actor, boolean everybodys, PageRequest request) {
    KeysetQuery<AccessToken> asked =
        everybodys && managesOthers(actor) ? TOKENS : TOKENS.where("t.operator_id = ?", actor.id());
    return asked.fetch(jdbc, NEWEST, request);
  }

  /**
   * Makes a token for the caller's scripts.
   *
   * @throws RefusedException with NOT_ALLOWED for a script, which makes no tokens, and for a role
   *     above the caller's; with INVALID_INPUT for what does not fit
   */
  @Transactional
  public Created create(Actor actor, CreateAccessTokenInput input) {
    if (actor.kind() != Actor.Kind.PERSON) {
      throw RefusedException.of(
          UserErrorCode.NOT_ALLOWED, "Only a person who signed in makes access tokens.", "input");
    }
    Requirements.check(Requirements.tokenName(input.name()), Requirements.days(input.days()));
    if (!actor.role().includes(input.role())) {
      throw RefusedException.of(
          UserErrorCode.NOT_ALLOWED, "A token may not do more than you may.", "input", "role");
    }
    OpaqueToken secret = OpaqueToken.random(PREFIX);
    Instant now = clock.instant();
    AccessTokenRow row =
        new AccessTokenRow(
            Ids.next(),
            actor.id(),
            input.name().strip(),
            input.role(),
            secret.hash(),
            now,
            now.plus(Duration.ofDays(input.days())),
            null,
            null);
    tokens.insert(row);
    audit.record(
        actor,
        AuditEvent.of(
            SUBJECT,
            row.id().toString(),
            AuditAction.CREATE_TOKEN,
            null,
            null,
            Map.of("operatorId", actor.id(), "role", row.role(), "expiresAt", row.expiresAt())));
    return new Created(row.token(), secret);
  }

  /**
   * Revokes a token of the caller's, or anybody's for an administrator; one that is revoked already
   * stays as it is.
   *
   * @throws RefusedException with NOT_FOUND when the caller has no such token
   */
  @Transactional
  public AccessToken revoke(Actor actor, UUID id) {
    boolean seesEverybodys = managesOthers(actor);
    Optional<AccessTokenRow> revoked =
        tokens.revoke(id, actor.id(), seesEverybodys, clock.instant()).stream().findFirst();
    if (revoked.isPresent()) {
      audit.record(actor, revoked(revoked.get()));
      standings.forget();
    }
    return revoked
        .or(() -> tokens.find(id, actor.id(), seesEverybodys))
        .map(AccessTokenRow::token)
        .orElseThrow(
            () ->
                RefusedException.of(
                    UserErrorCode.NOT_FOUND,
                    "There is no such access token.",
                    "input",
                    "accessTokenId"));
  }

  /** Revokes every token of an operator; tells what is to be put on record. */
  List<AuditEvent> revokeAll(UUID operatorId) {
    return tokens.revokeAll(operatorId, clock.instant()).stream()
        .map(AccessTokens::revoked)
        .toList();
  }

  private static boolean managesOthers(Actor actor) {
    return actor.role().includes(Role.ADMIN);
  }

  private static AuditEvent revoked(AccessTokenRow token) {
    return AuditEvent.of(
        SUBJECT,
        token.id().toString(),
        AuditAction.REVOKE_TOKEN,
        null,
        Map.of("revoked", false),
        Map.of("revoked", true, "operatorId", token.operatorId()));
  }

  private static AccessToken read(ResultSet row) throws SQLException {
    return new AccessToken(
        Rows.uuid(row, "id"),
        Rows.text(row, "name"),
        Rows.enumValue(row, "role", Role.class),
        Rows.uuid(row, "operator_id"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "expires_at"),
        Rows.nullableInstant(row, "revoked_at"),
        Rows.nullableInstant(row, "last_used_at"));
  }
}
