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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The accounts of the people at the desk: looked up by features, made and found here. */
@Singleton
public class Operators {
  static final String SUBJECT = "Operator";
  private static final long FIRST_ACCOUNT_LOCK = 0x6f70_6572_6174_6f72L;

  private static final KeysetQuery<Operator> OPERATORS =
      KeysetQuery.select(
              "o.id, o.name, o.email, o.role, o.active, o.version, o.created_at", Operators::read)
          .from("person o")
          .where("o.role <> 'CUSTOMER'");
  private static final Sort BY_NAME =
      Sort.by(
          "operators.NAME", Key.asc("lower(o.name)", KeyType.TEXT), Key.asc("o.id", KeyType.UUID));

  private final PersonRepository repository;
  private final Passwords passwords;
  private final AuditTrail audit;
  private final JdbcOperations jdbc;
  private final Clock clock;

  Operators(
      PersonRepository repository,
      Passwords passwords,
      AuditTrail audit,
      JdbcOperations jdbc,
      Clock clock) {
    this.repository = repository;
    this.passwords = passwords;
    this.audit = audit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Those of the ids that are operators'. */
  public Map<UUID, Operator> byIds(Set<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : repository.byIds(ids).stream()
            .filter(PersonRow::isOfTheDesk)
            .map(PersonRow::operator)
            .collect(Collectors.toMap(Operator::id, Function.identity()));
  }

  /** A page of the operators, by name whatever its case. */
  public Page<Operator> page(OperatorFilter filter, PageRequest request) {
    KeysetQuery<Operator> query = OPERATORS;
    if (filter.role() != null) {
      query = query.whereIn("o.role", filter.role());
    }
    if (filter.isActive() != null) {
      query = query.where("o.active = ?", filter.isActive());
    }
    return query.fetch(jdbc, BY_NAME, request);
  }

  /** Whether anybody works at the desk at all. */
  public boolean anyExists() {
    return repository.anyOfTheDesk();
  }

  /**
   * Makes an account.
   *
   * @throws RefusedException with INVALID_INPUT for what does not fit, with ALREADY_EXISTS when the
   *     address is taken
   */
  @Transactional
  public Operator create(Actor actor, CreateOperatorInput input) {
    Requirements.check(
        Requirements.email(input.email()),
        Requirements.name(input.name()),
        Requirements.deskRole(input.role()),
        Requirements.newPassword(input.password(), "password"));
    PersonRow row = row(input.email(), input.name(), input.role(), input.password());
    return insert(actor, row)
        .orElseThrow(
            () ->
                RefusedException.of(
                    UserErrorCode.ALREADY_EXISTS,
                    "Somebody signs in with this address already.",
                    "input",
                    "email"));
  }

  /**
   * Makes an account for demonstrations, unless there is one of that address; its password may be
   * as simple as its purpose.
   *
   * @return the new account; empty when there was one already
   */
  @Transactional
  public Optional<Operator> createIfAbsent(
      Actor actor, String email, String name, Role role, String password) {
    return repository.byEmail(Requirements.normalized(email)).isPresent()
        ? Optional.empty()
        : insert(actor, row(email, name, role, password));
  }

  /** Makes the first account, unless there is any by now; of several servers one makes it. */
  @Transactional
  Optional<Operator> createFirst(Actor actor, CreateOperatorInput input) {
    PersonRow row = row(input.email(), input.name(), input.role(), input.password());
    repository.lockFirstAccount(FIRST_ACCOUNT_LOCK);
    return repository.anyOfTheDesk() ? Optional.empty() : insert(actor, row);
  }

  private PersonRow row(String email, String name, Role role, String password) {
    return new PersonRow(
        Ids.next(),
        Requirements.normalized(email),
        name.strip(),
        role,
        passwords.hash(password),
        true,
        1,
        clock.instant());
  }

  private Optional<Operator> insert(Actor actor, PersonRow row) {
    int inserted =
        repository.insert(
            row.id(), row.email(), row.name(), row.role(), row.passwordHash(), row.createdAt());
    if (inserted == 0) {
      return Optional.empty();
    }
    audit.record(
        actor,
        AuditEvent.of(
            SUBJECT,
            row.id().toString(),
            AuditAction.CREATE_OPERATOR,
            null,
            null,
            Map.of("role", row.role(), "isActive", row.isActive())));
    return Optional.of(row.operator());
  }

  private static Operator read(ResultSet row) throws SQLException {
    return new Operator(
        Rows.uuid(row, "id"),
        Rows.text(row, "name"),
        Rows.text(row, "email"),
        Rows.enumValue(row, "role", Role.class),
        Rows.bool(row, "active"),
        Rows.integer(row, "version"),
        Rows.instant(row, "created_at"));
  }
}
