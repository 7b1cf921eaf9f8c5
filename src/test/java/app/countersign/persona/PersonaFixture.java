package app.countersign.persona;

import app.countersign.ledger.BankDataImport;
import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Consents;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Authenticator;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.signal.SignalWindow;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Users whose bank documents show a wanted persona, and short ways to the services. */
@Singleton
@Requires(property = "countersign.test.personas")
class PersonaFixture {
  static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  static final Actor SENIOR =
      new Actor(new UUID(7, 7), "Sena", Role.SENIOR_OPERATOR, Actor.Kind.PERSON, null);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final BankDataImport imports;
  private final Consents consents;
  private final PersonaAssigner assigner;
  private final TransactionOperations<Connection> transactions;
  private final Sql sql;

  PersonaFixture(
      BankDataImport imports,
      Consents consents,
      PersonaAssigner assigner,
      TransactionOperations<Connection> transactions,
      Sql sql) {
    this.imports = imports;
    this.consents = consents;
    this.assigner = assigner;
    this.transactions = transactions;
    this.sql = sql;
  }

  /** Tokens that are the names of roles. */
  @Factory
  @Requires(property = "countersign.test.personas")
  static class Tokens {
    @Singleton
    @Primary
    Authenticator authenticator() {
      return token ->
          Stream.of(Role.values())
              .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(token))
              .findFirst()
              .map(
                  role ->
                      new Actor(
                          UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8)),
                          token,
                          role,
                          Actor.Kind.PERSON,
                          null));
    }
  }

  <T> T inTransaction(Supplier<T> work) {
    return transactions.executeWrite(status -> work.get());
  }

  /** A new user who consented to the analysis and whose data shows the persona as of today. */
  String user(PersonaKind persona) {
    String userId = "user-" + NUMBER.incrementAndGet();
    become(userId, persona, TODAY);
    return userId;
  }

  List<String> users(int count, PersonaKind persona) {
    return Stream.generate(() -> user(persona)).limit(count).toList();
  }

  /** From now on the user's data shows another persona. */
  void become(String userId, PersonaKind persona, LocalDate asOf) {
    inTransaction(
        () ->
            imports.importDocument(
                SENIOR, userId, document(persona, asOf), List.of(ConsentKind.DATA_ANALYSIS)));
  }

  void withdrawConsent(String userId) {
    inTransaction(
        () -> {
          consents.record(SENIOR, userId, ConsentKind.DATA_ANALYSIS, false, "v2");
          return userId;
        });
  }

  PersonaFinding assign(String userId, LocalDate asOf) {
    return assign(userId, SignalWindow.DAYS_180, asOf);
  }

  PersonaFinding assign(String userId, SignalWindow window, LocalDate asOf) {
    return ((PersonaOutcome.Assigned)
            Optional.ofNullable(assign(List.of(userId), EnumSet.of(window), asOf).get(userId))
                .orElseThrow())
        .in(window);
  }

  Map<String, PersonaOutcome> assign(
      Collection<String> userIds, EnumSet<SignalWindow> windows, LocalDate asOf) {
    return inTransaction(() -> assigner.assign(SENIOR, userIds, windows, asOf));
  }

  /** Gives a user this persona in the history, as of this day. */
  PersonaFinding live(String userId, PersonaKind persona, LocalDate asOf) {
    become(userId, persona, asOf);
    return assign(userId, asOf);
  }

  /** The audit trail of a user from {@code ASSIGN_PERSONA} on: action, before and after. */
  List<String> audited(String userId) {
    return sql.list(
        """
        SELECT action || ' ' || coalesce(before ->> 'persona', '-') || ' '
          || coalesce(after ->> 'persona', '-') AS entry
        FROM audit_entry WHERE subject_type = 'User' AND subject_id = ?
          AND action IN ('ASSIGN_PERSONA', 'TRANSITION', 'CELEBRATE') ORDER BY sequence
        """,
        row -> Rows.text(row, "entry"),
        userId);
  }

  int faultsInAudit(String userId) {
    return count("SELECT count(*) AS n FROM audit_faults('User', ?)", userId);
  }

  int count(String countAsN, Object... values) {
    Integer count = sql.first(countAsN, row -> Rows.integer(row, "n"), values);
    return Optional.ofNullable(count).orElseThrow();
  }

  /** Everything about personas that is on record, as a whole. */
  List<Integer> counts() {
    return Stream.of("signal_run", "persona_assignment", "persona_transition", "audit_entry", "job")
        .map(table -> count("SELECT count(*) AS n FROM " + table))
        .toList();
  }

  /** Plaid's sign: positive is money out of the account. No two documents are the same. */
  private static String document(PersonaKind persona, LocalDate asOf) {
    return switch (persona) {
      case HIGH_UTILIZATION -> "{%s}".formatted(accounts(card(800)));
      case GENERAL -> "{%s}".formatted(accounts(card(350)));
      case SAVINGS_BUILDER ->
          "{%s}".formatted(accounts(card(100) + ", " + savings(asOf.minusDays(5))));
      case STUDENT ->
          "{%s, \"profile\": {\"age_bracket\": \"18-25\", \"annual_income\": 18000}}"
              .formatted(accounts(card(350)));
      case NONE ->
          "{%s}"
              .formatted(
                  accounts(
                      """
                      {"type": "depository", "subtype": "checking", "currency": "USD",
                       "meta": {"name": "Empty %d"}, "transactions": []}\
                      """
                          .formatted(NUMBER.incrementAndGet())));
      case VARIABLE_INCOME_BUDGETER, SUBSCRIPTION_HEAVY ->
          throw new IllegalArgumentException(persona + " takes more rows than these tests need");
    };
  }

  private static String accounts(String accounts) {
    return "\"override_accounts\": [%s]".formatted(accounts);
  }

  private static String card(int balance) {
    return """
    {"type": "credit", "subtype": "credit card", "currency": "USD",
     "starting_balance": %d, "meta": {"name": "Card %d", "limit": 1000}, "transactions": []}\
    """
        .formatted(balance, NUMBER.incrementAndGet());
  }

  private static String savings(LocalDate depositedOn) {
    return """
    {"type": "depository", "subtype": "savings", "currency": "USD",
     "starting_balance": 3000, "meta": {"name": "Savings"}, "transactions": [
      {"date_transacted": "%1$s", "date_posted": "%1$s", "amount": -300,
       "description": "Deposit", "currency": "USD"}]}\
    """
        .formatted(depositedOn);
  }
}
