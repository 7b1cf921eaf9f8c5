package app.countersign.insight;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.review.TestClock;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Measures the job over many customers with generated ledgers of 200 days, and the first reading of
 * what it stored. Not among the tests that always run: {@code mvn test -Dtest=InsightsBench}, with
 * {@code -Dcustomers=} and {@code -Drounds=} in the argLine.
 */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.test.clock", value = "stands")
@Property(name = "countersign.database.name", value = "insights_bench")
@Property(name = "countersign.schedule.enabled", value = "false")
class InsightsBench {
  private static final int CUSTOMERS = Integer.getInteger("customers", 1_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 2);
  private static final int TEMPLATES = 25;
  private static final LocalDate TODAY = LocalDate.ofInstant(TestClock.MORNING, ZoneOffset.UTC);

  private final InsightDesk desk;
  private final Sql sql;

  InsightsBench(InsightDesk desk, Sql sql) {
    this.desk = desk;
    this.sql = sql;
  }

  @Test
  void customersPerSecondOfTheJob() {
    List<UUID> templates = new ArrayList<>();
    for (int number = 0; number < TEMPLATES; number++) {
      Actor customer = desk.consenting("Template " + number);
      desk.give(customer, 42, number, TODAY);
      templates.add(customer.id());
    }
    sql.update("DELETE FROM ledger_transaction WHERE posted_on <= ?::date - 200", TODAY.toString());
    copy(templates);
    int rows = count("SELECT count(*) AS n FROM ledger_transaction");
    System.out.printf("%,d customers with %,d rows%n", CUSTOMERS, rows);
    for (int round = 1; round <= ROUNDS; round++) {
      sql.update(
          "INSERT INTO insight_due SELECT person_id, clock_timestamp() FROM customer"
              + " ON CONFLICT DO NOTHING");
      long cpu = cpuNanos();
      long begun = System.nanoTime();
      int made = desk.makeAll();
      double seconds = (System.nanoTime() - begun) / 1e9;
      assertThat(made).isEqualTo(CUSTOMERS);
      System.out.printf(
          "round %d: %.1f s, %.0f customers/s, %.2f ms of the server's CPU for each, %,d"
              + " insights%n",
          round,
          seconds,
          made / seconds,
          (cpuNanos() - cpu) / 1e6 / made,
          count("SELECT count(*) AS n FROM insight"));
    }
  }

  /** The other customers are copies of the first, so that no documents have to be read for them. */
  private void copy(List<UUID> templates) {
    sql.update(
        "CREATE TABLE twin AS SELECT gen_random_uuid() AS id, n,"
            + " (?::uuid[])[1 + n % ?] AS template FROM generate_series(?, ?) n",
        templates, TEMPLATES, TEMPLATES, CUSTOMERS - 1);
    for (String statement :
        List.of(
            """
            INSERT INTO person (id, email, name, role, password_hash, created_at)
            SELECT w.id, 'twin' || w.n || '@people.example', 'Twin', 'CUSTOMER', 'none', now()
            FROM twin w
            """,
            "INSERT INTO app_user (id, name, created_at) SELECT id::text, 'Twin', now() FROM twin",
            """
            INSERT INTO customer (person_id, user_id, password_changed_at)
            SELECT id, id::text, now() FROM twin
            """,
            """
            INSERT INTO consent (user_id, kind, granted, text_version, changed_at)
            SELECT id::text, 'DATA_ANALYSIS', true, '1', now() FROM twin
            """,
            """
            CREATE TABLE twin_account AS
            SELECT w.id AS person_id, a.id AS template, gen_random_uuid() AS id
            FROM twin w JOIN account a ON a.user_id = w.template::text
            """,
            """
            INSERT INTO account (id, user_id, import_id, position, type, subtype, name,
              official_name, mask, available_balance, current_balance, credit_limit, currency,
              has_declared_inflow)
            SELECT t.id, t.person_id::text, a.import_id, a.position, a.type, a.subtype, a.name,
              a.official_name, a.mask, a.available_balance, a.current_balance, a.credit_limit,
              a.currency, a.has_declared_inflow
            FROM twin_account t JOIN account a ON a.id = t.template
            """,
            """
            INSERT INTO liability (id, user_id, account_id, type, apr_percentage,
              minimum_payment_amount, last_payment_amount, overdue)
            SELECT gen_random_uuid(), t.person_id::text, t.id, l.type, l.apr_percentage,
              l.minimum_payment_amount, l.last_payment_amount, l.overdue
            FROM twin_account t JOIN liability l ON l.account_id = t.template
            """,
            """
            INSERT INTO ledger_transaction (id, user_id, account_id, posted_on, transacted_on,
              amount, currency, description, merchant, category, sequence)
            SELECT gen_random_uuid(), t.person_id::text, t.id, r.posted_on, r.transacted_on,
              r.amount, r.currency, r.description, r.merchant, r.category, r.sequence
            FROM twin_account t JOIN ledger_transaction r ON r.account_id = t.template
            """,
            "ANALYZE")) {
      sql.update(statement);
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private int count(String statement) {
    return Objects.requireNonNull(sql.first(statement, row -> Rows.integer(row, "n")));
  }
}
