package app.countersign.pipeline;

import app.countersign.demo.LedgerGenerator;
import app.countersign.ledger.BankDataImport;
import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Consents;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Authenticator;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.recommendation.Recommendation;
import app.countersign.signal.SignalWindow;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Users with the demo's bank data, and short ways to the services. */
@Singleton
@Requires(property = "countersign.test.pipeline")
class PipelineFixture {
  static final Actor SENIOR =
      new Actor(new UUID(7, 7), "Sena", Role.SENIOR_OPERATOR, Actor.Kind.PERSON, null);
  static final Set<ConsentKind> ALL = Set.of(ConsentKind.values());
  static final RunScope TODAY = new RunScope(SignalWindow.DAYS_180, DemoLedgers.TODAY);

  /** The places of profiles in the generator's deck. */
  static final int CARD_HEAVY = 0;

  static final int SAVER = 6;
  static final int SILENT = 11;

  private static final List<String> DOCUMENTS =
      new LedgerGenerator(DemoLedgers.SEED, DemoLedgers.TODAY)
          .users(120).stream().map(user -> user.document()).toList();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final BankDataImport imports;
  private final Consents consents;
  private final Recommender recommender;
  private final TransactionOperations<Connection> transactions;
  private final Sql sql;

  PipelineFixture(
      BankDataImport imports,
      Consents consents,
      Recommender recommender,
      TransactionOperations<Connection> transactions,
      Sql sql) {
    this.imports = imports;
    this.consents = consents;
    this.recommender = recommender;
    this.transactions = transactions;
    this.sql = sql;
  }

  /** Tokens that are the names of roles. */
  @Factory
  @Requires(property = "countersign.test.pipeline")
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

  /** A new user with the bank data of the generated one of that number. */
  String user(int number, Collection<ConsentKind> granted) {
    String userId = "p-" + NUMBER.incrementAndGet();
    // The profile names its user, and here the same data is of several.
    String document =
        DOCUMENTS
            .get(number)
            .replaceFirst("\"user_id\":\"[^\"]*\"", "\"user_id\":\"" + userId + "\"");
    return inTransaction(() -> imports.importDocument(SENIOR, userId, document, granted).userId());
  }

  /** A new user for each of the first so many generated ones, all consents given. */
  List<String> users(int count) {
    List<String> users = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      users.add(user(number, ALL));
    }
    return users;
  }

  void consent(String userId, ConsentKind kind, boolean granted) {
    inTransaction(
        () -> {
          consents.record(SENIOR, userId, kind, granted, "v2");
          return userId;
        });
  }

  Map<String, RunOutcome> run(Collection<String> userIds, RunScope scope) {
    return inTransaction(() -> recommender.recommend(SENIOR, userIds, scope, PolishedTexts.NONE));
  }

  RunOutcome run(String userId) {
    return Objects.requireNonNull(run(List.of(userId), TODAY).get(userId));
  }

  /** What a run newly made; fails where it did not run. */
  List<Recommendation> made(String userId, RunScope scope) {
    return ((RunOutcome.Made) Objects.requireNonNull(run(List.of(userId), scope).get(userId)))
        .recommendations();
  }

  List<Recommendation> made(String userId) {
    return made(userId, TODAY);
  }

  int count(String countAsN, Object... values) {
    return Objects.requireNonNull(sql.first(countAsN, row -> Rows.integer(row, "n"), values));
  }

  /** How much of anything is on record of a user. */
  List<Integer> counts(String userId) {
    return Stream.of("signal_run", "persona_assignment", "recommendation")
        .map(table -> count("SELECT count(*) AS n FROM " + table + " WHERE user_id = ?", userId))
        .toList();
  }

  int traces(String userId) {
    return count(
        """
        SELECT count(*) AS n FROM decision_trace t
        JOIN recommendation r ON r.id = t.recommendation_id WHERE r.user_id = ?
        """,
        userId);
  }

  Sql sql() {
    return sql;
  }
}
