package app.countersign.survive;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the hash chain costs: the same entries written with its trigger and without. */
final class ChainPrice {
  private static final String SCRATCH = "audit_price";
  private static final String WITHOUT =
      "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append";
  private static final String WITH = "ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append";
  private static final String ENTRIES =
      """
      INSERT INTO audit_entry (id, subject_type, subject_id, sequence, action, actor_id, actor_name,
        at, before, after, previous_hash, hash)
      SELECT uuidv7(), 'Price', '%1$s ' || number, 1, 'UPDATE', uuidv7(), 'Survive', now(),
        '{"status": "PENDING", "version": 1}', '{"status": "APPROVED", "version": 2}',
        sha256('previous'), sha256('hash')
      FROM generate_series(1, %2$d) number
      """;

  private final Stage stage;
  private final String database;

  ChainPrice(Stage stage, String database) {
    this.stage = stage;
    this.database = database;
  }

  /** On a copy of the database, which nobody else may use meanwhile. */
  void measure(Findings findings) throws SQLException {
    int entries = stage.scale().of(1_000, 20_000);
    int rounds = stage.scale().of(3, 9);
    try (Connection owner = stage.cluster().connect("postgres");
        Statement statement = owner.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + SCRATCH + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + SCRATCH + " TEMPLATE " + database);
      List<Double> with = new ArrayList<>();
      List<Double> without = new ArrayList<>();
      try (Connection scratch = stage.cluster().connect(SCRATCH);
          Statement writing = scratch.createStatement()) {
        for (int round = 0; round < rounds; round++) {
          without.add(micros(writing, WITHOUT, "without " + round, entries));
          with.add(micros(writing, WITH, "with " + round, entries));
        }
      }
      statement.execute("DROP DATABASE " + SCRATCH + " WITH (FORCE)");
      findings.figure(
          "the price of the chain",
          "%.0f µs an entry with it, %.0f µs without (median of %d times %,d entries, committed)"
              .formatted(median(with), median(without), rounds, entries));
    }
  }

  private static double micros(Statement writing, String trigger, String name, int entries)
      throws SQLException {
    writing.execute(trigger);
    long begun = System.nanoTime();
    writing.execute(ENTRIES.formatted(name, entries));
    return (System.nanoTime() - begun) / 1e3 / entries;
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
