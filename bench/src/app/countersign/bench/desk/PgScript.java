package app.countersign.bench.desk;

import app.countersign.bench.desk.PgBench.Items;
import app.countersign.bench.desk.StatementLog.Logged;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The script of pgbench for statements that were logged: ids that differ from call to call follow
 * from the call's number, all else stays as it was. A value with many of them is made beforehand
 * and only looked up.
 */
final class PgScript {
  /** With a group where it is one that the server makes. */
  private static final Pattern ID =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-(?:(7)|[0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
  private static final int MOST_REPLACED = 4;

  private final DeskDatabase database;
  private final Set<String> constants;

  /** By each logged id what its text is in a call, before the call's number or its item's. */
  private final Map<String, Own> own = new HashMap<>();

  private final List<String> stored = new ArrayList<>();

  /** Has the ids made for one script be others than those for the one before. */
  private final long script = System.nanoTime();

  PgScript(DeskDatabase database, Set<String> constants) {
    this.database = database;
    this.constants = constants;
  }

  /**
   * What an id is made of.
   *
   * @param text what comes before the number
   * @param plus what is added to the call's number
   */
  private record Own(String text, int plus) {
    String sql() {
      return "md5('%s' || (:n + %d))::uuid".formatted(text, plus);
    }

    String of(long number) {
      return DeskIds.of(text + (number + plus));
    }
  }

  String of(List<Logged> statements, Items items) throws SQLException {
    StringBuilder script = new StringBuilder();
    List<String> logged = items.logged();
    for (int item = 0; item < logged.size(); item++) {
      own.put(logged.get(item), new Own("item ", item));
    }
    if (!logged.isEmpty()) {
      script.append("\\set k :k + 1\n");
      script.append(
          "\\set n %d + :client_id * %d + %d * ((:k - 1) %% %d)\n"
              .formatted(
                  items.first(), items.stride(), logged.size(), items.stride() / logged.size()));
    }
    for (Logged statement : statements) {
      Matcher place = PLACE.matcher(statement.sql());
      StringBuilder bound = new StringBuilder();
      while (place.find()) {
        String value = statement.values().get(Integer.parseInt(place.group(1)) - 1);
        place.appendReplacement(bound, Matcher.quoteReplacement(value(value, logged.isEmpty())));
      }
      place.appendTail(bound);
      script.append(bound).append(";\n");
    }
    store(items);
    return script.toString();
  }

  private String value(String value, boolean isFixed) {
    Map<String, Own> ids = isFixed ? Map.of() : ids(value);
    if (ids.isEmpty()) {
      return literal(value);
    }
    if (value.length() == 38) {
      return "(" + ids.values().iterator().next().sql() + ")";
    }
    String type =
        value.startsWith("'{\"") || value.startsWith("'[")
            ? "::jsonb"
            : value.startsWith("'{") ? "::uuid[]" : "";
    if (ids.size() > MOST_REPLACED) {
      stored.add(value);
      return "(SELECT value FROM bench_value WHERE n = :n AND place = %d)%s"
          .formatted(stored.size(), type);
    }
    String replaced = literal(value);
    for (Map.Entry<String, Own> id : ids.entrySet()) {
      replaced =
          "replace(%s, '%s', %s::text)".formatted(replaced, id.getKey(), id.getValue().sql());
    }
    return "(%s)%s".formatted(replaced, type);
  }

  /** The ids in a value that differ from call to call. */
  private Map<String, Own> ids(String value) {
    Map<String, Own> ids = new LinkedHashMap<>();
    Matcher id = ID.matcher(value);
    while (id.find()) {
      boolean isMade = id.group(1) != null && !constants.contains(id.group());
      if (isMade) {
        own.computeIfAbsent(id.group(), _ -> new Own("%d %d ".formatted(script, own.size()), 0));
      }
      Own known = own.get(id.group());
      if (known != null) {
        ids.put(id.group(), known);
      }
    }
    return ids;
  }

  /** Pgbench takes a word behind a colon for a variable, within a text too. */
  private static String literal(String value) {
    return value.contains(":") ? "U&" + value.replace("\\", "\\\\").replace(":", "\\003A") : value;
  }

  private void store(Items items) throws SQLException {
    if (stored.isEmpty()) {
      return;
    }
    database.execute(
        "DROP TABLE IF EXISTS bench_value; CREATE TABLE bench_value"
            + " (n bigint, place integer, value text NOT NULL, PRIMARY KEY (n, place))");
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bench_value VALUES (?, ?, ?)")) {
      int each = items.logged().size();
      for (long call = 0; call < items.stride() / each; call++) {
        long number = items.first() + call * each;
        for (int place = 1; place <= stored.size(); place++) {
          insert.setLong(1, number);
          insert.setInt(2, place);
          insert.setString(3, text(stored.get(place - 1), number));
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    database.execute("ANALYZE bench_value");
  }

  /** The text of a literal, with the ids of the call with this number. */
  private String text(String literal, long number) {
    String text = literal.substring(1, literal.length() - 1).replace("''", "'");
    Matcher id = ID.matcher(text);
    return id.replaceAll(
        found -> {
          Own known = own.get(found.group());
          return known == null ? found.group() : known.of(number);
        });
  }
}
