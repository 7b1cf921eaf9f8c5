package app.countersign.bench.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server sends to the database for one call, as the database itself logs it. */
final class StatementLog {
  private static final Pattern EXECUTED = Pattern.compile("(?s)(?:execute [^:]*|statement): (.*)");
  private static final Pattern PARAMETER =
      Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']++|'')*+')(?:, |$)", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeskDatabase database;

  StatementLog(DeskDatabase database) {
    this.database = database;
  }

  /**
   * A statement with its values, as literals; transactions begin and end by statements as well.
   *
   * @param values the values in the order of their numbers; null is {@code NULL}
   */
  record Logged(String sql, List<String> values) {
    boolean isTransaction() {
      return sql.matches("(?i)(begin|commit|rollback).*");
    }
  }

  /** Something that makes the server work. */
  interface Work {
    void run() throws Exception;
  }

  /** The statements of the work, without those of the server's own background work. */
  List<Logged> during(Work work) throws Exception {
    set("all");
    Path log = database.statements();
    long before = Files.exists(log) ? Files.size(log) : 0;
    work.run();
    Thread.sleep(300);
    set("none");
    return read(log, before);
  }

  private void set(String what) throws SQLException, InterruptedException {
    database.execute("ALTER SYSTEM SET log_statement = '" + what + "'");
    database.execute("SELECT pg_reload_conf()");
    Thread.sleep(700);
  }

  private static List<Logged> read(Path log, long from) throws IOException {
    byte[] all = Files.readAllBytes(log);
    String text =
        new String(
            all, (int) from, (int) (all.length - from), java.nio.charset.StandardCharsets.UTF_8);
    // One session works for the call; whatever else comes meanwhile is of others.
    Map<String, List<Logged>> sessions = new TreeMap<>();
    for (String line : text.split("\n")) {
      JsonNode entry = JSON.readTree(line);
      Matcher executed = EXECUTED.matcher(entry.path("message").asText());
      if ("countersign".equals(entry.path("application_name").asText()) && executed.matches()) {
        sessions
            .computeIfAbsent(entry.path("session_id").asText(), _ -> new ArrayList<>())
            .add(new Logged(executed.group(1), values(entry.path("detail").asText(""))));
      }
    }
    return sessions.values().stream()
        .map(StatementLog::withoutBackground)
        .max(java.util.Comparator.comparingInt(List::size))
        .orElseThrow(() -> new IllegalStateException("nothing was logged"));
  }

  private static List<Logged> withoutBackground(List<Logged> session) {
    List<Logged> kept = new ArrayList<>();
    List<Logged> open = new ArrayList<>();
    for (Logged statement : session) {
      open.add(statement);
      boolean ends = statement.sql().matches("(?i)(commit|rollback).*") || !isOpen(open);
      if (ends) {
        if (open.stream().noneMatch(StatementLog::isBackground)) {
          kept.addAll(open);
        }
        open.clear();
      }
    }
    return kept;
  }

  private static boolean isOpen(List<Logged> statements) {
    return statements.getFirst().sql().matches("(?i)begin.*");
  }

  private static boolean isBackground(Logged statement) {
    return Stream.of("scheduled_tasks", "UPDATE delivery", "FROM delivery d JOIN", "FROM session")
            .anyMatch(statement.sql()::contains)
        // What the pool asks of a connection that was idle.
        || statement.sql().matches("(?s)(SET|LISTEN|SHOW) .*|SELECT 1");
  }

  private static List<String> values(String detail) {
    Map<Integer, String> values = new TreeMap<>();
    Matcher parameter = PARAMETER.matcher(detail.replaceFirst("(?i)^parameters: ", ""));
    while (parameter.find()) {
      values.put(Integer.parseInt(parameter.group(1)), parameter.group(2));
    }
    return List.copyOf(values.values());
  }
}
