package app.countersign.platform.db.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  @TempDir Path directory;

  @Test
  void aRestartKeepsRowsAndPort() throws SQLException {
    int port;
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      port = server.port();
      execute(server, "create table kept (id int)", "insert into kept values (1)");
      assertThat(
              List.of(
                  single(server, "show fsync"),
                  single(server, "show synchronous_commit"),
                  single(server, "show full_page_writes")))
          .containsOnly("on");
    }

    try (EmbeddedServer again = EmbeddedServer.start(directory)) {
      assertThat(again.port()).isEqualTo(port);
      assertThat(single(again, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void aSecondServerOnTheDirectoryIsRefusedInASentence() {
    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(server.port()).isPositive();
      assertThatThrownBy(() -> EmbeddedServer.start(directory))
          .isInstanceOf(StartRefused.class)
          .hasMessage(
              "The database in %s is in use by another Countersign: stop that one, or name another directory in COUNTERSIGN_DATABASE_DIRECTORY."
                  .formatted(directory));
    }
  }

  @Test
  void aServerKilledWithItsProcessRecoversWhatWasCommitted() throws Exception {
    int port = startInAnotherProcessAndKillIt();
    ProcessHandle postmaster = postmaster();
    postmaster.destroyForcibly();
    postmaster.onExit().get(5, TimeUnit.SECONDS);

    try (EmbeddedServer again = EmbeddedServer.start(directory)) {
      assertThat(again.port()).isEqualTo(port);
      assertThat(single(again, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void aServerThatOutlivedItsProcessIsTakenOverAndStopped() throws Exception {
    int port = startInAnotherProcessAndKillIt();
    long pid = postmaster().pid();

    try (EmbeddedServer again = EmbeddedServer.start(directory)) {
      assertThat(again.port()).isEqualTo(port);
      assertThat(postmaster().pid()).isEqualTo(pid);
      assertThat(single(again, "select count(*) from kept")).isEqualTo("1");
    }

    assertThat(directory.resolve("cluster/postmaster.pid")).doesNotExist();
  }

  /** What the other process does: it starts the server, commits a row, and waits to be killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      EmbeddedServer server = EmbeddedServer.start(Path.of(arguments[0]));
      execute(server, "create table kept (id int)", "insert into kept values (1)");
      Files.writeString(Path.of(arguments[0], "ready"), Integer.toString(server.port()));
      Thread.sleep(60_000);
    }
  }

  private int startInAnotherProcessAndKillIt() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path ready = directory.resolve("ready");
    while (Files.notExists(ready) || Files.size(ready) == 0) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    process.destroyForcibly().waitFor();
    return Integer.parseInt(Files.readString(ready));
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(directory.resolve("cluster/postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }

  @Test
  void aFirstStartThatWasCutShortBeginsAnew() throws Exception {
    Files.createDirectories(directory.resolve("cluster/base"));
    Files.writeString(directory.resolve("cluster/postgresql.conf"), "half a file");

    try (EmbeddedServer server = EmbeddedServer.start(directory)) {
      assertThat(single(server, "select current_database()")).isEqualTo("countersign");
    }
  }

  @Test
  void aPortThatIsTakenIsReplaced() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(directory.resolve("port"), Integer.toString(taken.getLocalPort()));

      try (EmbeddedServer server = EmbeddedServer.start(directory)) {
        assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
        assertThat(directory.resolve("port")).hasContent(Integer.toString(server.port()));
      }
    }
  }

  @Test
  void anotherServersDatabaseIsNeverTakenForOurs(@TempDir Path elsewhere) throws IOException {
    EmbeddedServer.start(directory).close();

    try (EmbeddedServer other = EmbeddedServer.start(elsewhere)) {
      String port = Integer.toString(other.port());
      String pid = Long.toString(ProcessHandle.current().pid());
      Files.writeString(directory.resolve("port"), port);
      Files.write(directory.resolve("cluster/postmaster.pid"), List.of(pid, "", "", port));

      assertThatThrownBy(() -> EmbeddedServer.start(directory))
          .isInstanceOf(StartRefused.class)
          .hasMessageStartingWith("Port " + port)
          .hasMessageContaining("is taken by another PostgreSQL, the one in " + elsewhere);
    }
  }

  @Test
  void aPlaceThatIsNoDirectoryIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> EmbeddedServer.start(file))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("The directory " + file + " cannot be used for the database: ");
  }

  @Test
  void whereNothingIsGivenTheServerBringsItsOwnDatabaseAndStopsIt() {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .environments("dev")
            .properties(Map.of("countersign.database.directory", directory.toString()))
            .start()) {
      DatabaseDescription description = context.getBean(Database.class).describe();

      assertThat(description.sentence())
          .matches("embedded PostgreSQL 18\\.\\d+ in \\Q%s\\E, port \\d+".formatted(directory));
      assertThat(context.getBean(JdbcOperations.class).execute(EmbeddedServerTest::user))
          .isEqualTo("countersign_app");
    }

    assertThat(directory.resolve("cluster/postmaster.pid")).doesNotExist();
  }

  private static String user(Connection connection) throws SQLException {
    return single(connection, "select current_user");
  }

  private static void execute(EmbeddedServer server, String... statements) throws SQLException {
    try (Connection connection = server.owner().connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String single(EmbeddedServer server, String sql) throws SQLException {
    try (Connection connection = server.owner().connect()) {
      return single(connection, sql);
    }
  }

  private static String single(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
