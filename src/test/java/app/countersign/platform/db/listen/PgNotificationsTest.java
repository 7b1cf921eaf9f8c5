package app.countersign.platform.db.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.db.Sql;
import app.countersign.platform.db.source.OwnerLogin;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notifications over a real database. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.database.name", value = "notifications")
@Timeout(30)
class PgNotificationsTest {
  private final PgNotifications notifications;
  private final TransactionOperations<Connection> transactions;
  private final Sql sql;
  private final Environment settings;

  PgNotificationsTest(
      PgNotifications notifications,
      TransactionOperations<Connection> transactions,
      Sql sql,
      Environment settings) {
    this.notifications = notifications;
    this.transactions = transactions;
    this.sql = sql;
    this.settings = settings;
  }

  @Test
  void aChangeIsHeardOnceAndOnlyWhenItCommits() throws Exception {
    Heard heard = new Heard();
    try (var _ = notifications.subscribe("first", heard)) {
      assertThat(heard.next()).isEqualTo("listening");

      transactions.executeWrite(
          status -> {
            notifications.notify("first", "undone");
            status.setRollbackOnly();
            return 0;
          });
      transactions.executeWrite(
          _ -> {
            notifications.notify("first", "käse");
            notifications.notify("first", "käse");
            notifications.notify("second", "elsewhere");
            assertThat(heard.poll()).isNull();
            return 0;
          });
      notifications.notify("first", "end");

      assertThat(heard.next()).isEqualTo("käse");
      assertThat(heard.next()).isEqualTo("end");
    }
  }

  @Test
  void listenersOfOneChannelHearAllAndTheOthersNothing() throws Exception {
    Heard one = new Heard();
    Heard two = new Heard();
    Heard other = new Heard();
    try (var _ = notifications.subscribe("shared", one);
        var _ = notifications.subscribe("shared", two);
        var _ = notifications.subscribe("other", other)) {
      notifications.notify("shared", "1");
      notifications.notify("other", "2");

      assertThat(one.all(2)).containsExactly("listening", "1");
      assertThat(two.all(2)).containsExactly("listening", "1");
      assertThat(other.all(2)).containsExactly("listening", "2");
    }
  }

  @Test
  void whoLeftHearsNothingMore() throws Exception {
    Heard gone = new Heard();
    Heard stays = new Heard();
    try (var _ = notifications.subscribe("leaving", stays)) {
      var subscription = notifications.subscribe("leaving", gone);
      subscription.close();
      subscription.close();
      notifications.notify("leaving", "1");

      assertThat(stays.all(2)).containsExactly("listening", "1");
      assertThat(gone.all(1)).containsExactly("listening");
      assertThat(gone.poll()).isNull();
    }
  }

  @Test
  void aListenerThatFailsHarmsNobody() throws Exception {
    Heard heard = new Heard();
    NotificationListener failing =
        _ -> {
          throw new IllegalStateException("on purpose");
        };
    try (var _ = notifications.subscribe("failing", failing);
        var _ = notifications.subscribe("failing", heard)) {
      notifications.notify("failing", "1");
      notifications.notify("failing", "2");

      assertThat(heard.all(3)).containsExactly("listening", "1", "2");
    }
  }

  @Test
  void aConnectionThatIsCutIsSaidAndMadeAgain() throws Exception {
    Heard heard = new Heard();
    try (var _ = notifications.subscribe("cut", heard)) {
      assertThat(heard.next()).isEqualTo("listening");

      OwnerLogin.execute(
          settings,
          "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
              + " current_database() and application_name = 'countersign listener'");

      assertThat(heard.next()).isEqualTo("lost");
      assertThat(heard.next()).isEqualTo("listening");
      notifications.notify("cut", "again");
      assertThat(heard.next()).isEqualTo("again");
    }
  }

  @Test
  void oneConnectionHearsForAllAndIsTheServingRoles() {
    try (var _ = notifications.subscribe("one", new Heard());
        var _ = notifications.subscribe("two", new Heard())) {
      var users =
          sql.list(
              "select usename from pg_stat_activity where datname = current_database()"
                  + " and application_name = 'countersign listener'",
              row -> row.getString(1));

      assertThat(users).containsExactly("countersign_app");
    }
  }

  @Test
  void namesAndSizesAreChecked() {
    assertThatThrownBy(() -> notifications.notify("Not; a name", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> notifications.subscribe("", new Heard()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> notifications.notify("sized", "ä".repeat(4_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A payload has at most 7999 bytes.");
  }

  /** Writes down what it is told. */
  private static final class Heard implements NotificationListener {
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

    @Override
    public void heard(String payload) {
      words.add(payload);
    }

    @Override
    public void listening() {
      words.add("listening");
    }

    @Override
    public void lost() {
      words.add("lost");
    }

    String next() throws InterruptedException {
      return words.poll(10, TimeUnit.SECONDS);
    }

    String poll() {
      return words.poll();
    }

    java.util.List<String> all(int count) throws InterruptedException {
      var found = new java.util.ArrayList<String>();
      for (int index = 0; index < count; index++) {
        found.add(next());
      }
      return found;
    }
  }
}
