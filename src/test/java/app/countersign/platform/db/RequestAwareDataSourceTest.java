package app.countersign.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.database.pool-size", value = "2")
@Property(name = "countersign.database.connection-timeout-ms", value = "300")
class RequestAwareDataSourceTest {
  private static final String CANCELED = "57014";

  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final DataSource pool;

  RequestAwareDataSourceTest(
      JdbcOperations jdbc, TransactionOperations<Connection> transactions, DataSource seen) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.pool = DelegatingDataSource.unwrapDataSource(seen);
  }

  @Test
  void theDeadlineCancelsWhatRuns() throws Exception {
    long start = System.nanoTime();

    assertThatThrownBy(
            () -> within(Duration.ofMillis(200), () -> jdbc.execute(sql("select pg_sleep(30)"))))
        .hasRootCauseInstanceOf(SQLException.class)
        .rootCause()
        .extracting(cause -> ((SQLException) cause).getSQLState())
        .isEqualTo(CANCELED);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(200), Duration.ofMillis(1_000));
    assertThat(jdbc.execute(sql("select 1"))).isEqualTo("1");
  }

  @Test
  void theDeadlineCancelsWhateverStartsAfterItOnTheSameConnection() {
    long start = System.nanoTime();

    Callable<List<String>> stubborn =
        () ->
            transactions.executeWrite(
                status -> {
                  List<String> states = new ArrayList<>();
                  for (int attempt = 0; attempt < 3; attempt++) {
                    try (Statement statement = status.getConnection().createStatement()) {
                      statement.execute("savepoint here");
                      statement.execute("select pg_sleep(30)");
                    } catch (SQLException problem) {
                      states.add(problem.getSQLState());
                      rollBackToSavepoint(status.getConnection());
                    }
                  }
                  return states;
                });

    assertThatCode(
            () ->
                assertThat(within(Duration.ofMillis(100), stubborn))
                    .containsExactly(CANCELED, CANCELED, CANCELED))
        .doesNotThrowAnyException();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void nothingIsBorrowedOnceTheDeadlineHasPassed() {
    assertThatThrownBy(
            () ->
                within(
                    Duration.ofMillis(20),
                    () -> {
                      Thread.sleep(60);
                      return jdbc.execute(sql("select 1"));
                    }))
        .hasRootCauseInstanceOf(SQLTimeoutException.class);
    assertThat(jdbc.execute(sql("select 1"))).isEqualTo("1");
  }

  @Test
  void aConnectionThatWentBackIsNeverCancelled() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> bystanders = new ArrayList<>();
      for (int round = 0; round < 60; round++) {
        int micros = 200 + 37 * round;
        within(
            Duration.ofNanos(micros * 1_000L),
            () -> {
              try {
                return jdbc.execute(sql("select pg_sleep(0.001)"));
              } catch (RuntimeException late) {
                return "cancelled";
              }
            });
        bystanders.add(threads.submit(() -> jdbc.execute(sql("select pg_sleep(0.004)"))));
        for (Future<?> bystander : bystanders) {
          bystander.get();
        }
      }
      assertThat(bystanders).hasSize(60);
    }
  }

  @Test
  void aFullPoolRefusesAfterItsTimeout() throws SQLException {
    try (Connection first = pool.getConnection();
        Connection second = pool.getConnection()) {
      long start = System.nanoTime();

      assertThatThrownBy(() -> jdbc.execute(sql("select 1")))
          .hasRootCauseInstanceOf(SQLTransientConnectionException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(250), Duration.ofMillis(2_000));
      assertThat(first).isNotEqualTo(second);
    }
    assertThat(jdbc.execute(sql("select 1"))).isEqualTo("1");
  }

  @Test
  void everyExecutionIsCountedWhereverItIsMade() throws Exception {
    StatementCounter counter = new StatementCounter();

    counter.call(
        () -> {
          jdbc.execute(
              connection -> {
                try (PreparedStatement prepared = connection.prepareStatement("select ?::int")) {
                  prepared.setInt(1, 1);
                  prepared.executeQuery().close();
                  prepared.executeQuery().close();
                  prepared.addBatch();
                  prepared.addBatch();
                }
                return connection.isValid(1);
              });
          try (Connection connection = pool.getConnection();
              var call = connection.prepareCall("select 2")) {
            call.execute();
          }
          return transactions.executeWrite(status -> jdbc.execute(sql("select 3")));
        });

    assertThat(counter.statements())
        .containsExactly("select ?::int", "select ?::int", "select 2", "select 3");
    assertThat(counter.count()).isEqualTo(4);
    assertThat(StatementCounter.current()).isNull();
  }

  @Test
  void whereNobodyWatchesTheConnectionIsThePoolsOwn() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getClass().getName()).contains("Hikari");
    }
    assertThat(pool.isWrapperFor(com.zaxxer.hikari.HikariDataSource.class)).isTrue();
    assertThat(pool.unwrap(com.zaxxer.hikari.HikariDataSource.class).getMaximumPoolSize())
        .isEqualTo(2);
    assertThat(pool.getLoginTimeout()).isNotNegative();
    assertThat(pool.getParentLogger()).isNotNull();
  }

  private static <R> R within(Duration limit, Callable<R> work) throws Exception {
    try (Deadline deadline = Deadline.in(limit)) {
      return deadline.during(work);
    }
  }

  private static void rollBackToSavepoint(Connection connection) {
    for (int attempt = 0; attempt < 20; attempt++) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("rollback to savepoint here");
        return;
      } catch (SQLException cancelled) {
        assertThat(cancelled.getSQLState()).isEqualTo(CANCELED);
      }
    }
  }

  private static io.micronaut.data.jdbc.runtime.ConnectionCallback<String> sql(String sql) {
    return connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getString(1);
      }
    };
  }
}
