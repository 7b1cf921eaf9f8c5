package app.countersign.survive;

/**
 * Something that a superuser does to one chain of ten entries, with every trigger switched off.
 *
 * @param name what is done
 * @param sql how; {@code :id} is the chain
 * @param kind what must be found first
 * @param sequence where
 */
record Tampering(String name, String sql, String kind, int sequence) {
  private static final String EDIT = "UPDATE audit_entry SET after = '{\"step\": 99}'";
  private static final String CHAIN = " WHERE subject_type = 'Survive' AND subject_id = ':id'";

  /** Writes the hashes of the whole chain anew, and its head, so that all fits again. */
  private static final String REWRITE =
      """
      ; DO $$
      DECLARE
        entry audit_entry;
        last bytea := '\\x';
        place integer := 0;
      BEGIN
        FOR entry IN SELECT * FROM audit_entry WHERE subject_type = 'Survive' AND subject_id = ':id'
          ORDER BY sequence
        LOOP
          place := place + 1;
          UPDATE audit_entry SET sequence = -place WHERE id = entry.id;
          entry.sequence := place;
          entry.previous_hash := last;
          last := audit_hash(entry);
          UPDATE audit_entry SET sequence = place, previous_hash = entry.previous_hash, hash = last
            WHERE id = entry.id;
        END LOOP;
        UPDATE audit_head SET sequence = place, hash = last
          WHERE subject_type = 'Survive' AND subject_id = ':id';
      END $$\
      """;

  /** Makes room behind the fifth entry and puts another one there. */
  private static final String INSERT =
      "UPDATE audit_entry SET sequence = -sequence"
          + CHAIN
          + " AND sequence > 5; UPDATE audit_entry SET sequence = 1 - sequence"
          + CHAIN
          + " AND sequence < 0; INSERT INTO audit_entry SELECT (to_jsonb_record).* FROM (SELECT"
          + " jsonb_populate_record(e, jsonb_build_object('id', uuidv7(), 'sequence', 6,"
          + " 'action', 'UNDO')) AS to_jsonb_record FROM audit_entry e"
          + CHAIN
          + " AND sequence = 5) forged";

  private static final String SWAP =
      "UPDATE audit_entry e SET after = o.after, action = o.action FROM audit_entry o"
          + " WHERE e.subject_type = 'Survive' AND e.subject_id = ':id'"
          + " AND o.subject_type = 'Survive' AND o.subject_id = ':id'"
          + " AND e.sequence IN (4, 5) AND o.sequence = 9 - e.sequence";
  private static final String CUT = "DELETE FROM audit_entry" + CHAIN + " AND sequence > 7";

  /** Each by itself, and each with all that is kept in the database made to fit. */
  static java.util.List<Tampering> all() {
    return java.util.List.of(
        new Tampering("an edit", EDIT + CHAIN + " AND sequence = 3", "ENTRY_ALTERED", 3),
        new Tampering(
            "a delete",
            "DELETE FROM audit_entry" + CHAIN + " AND sequence = 4",
            "ENTRY_MISSING",
            4),
        new Tampering("an insert", INSERT, "ENTRY_ALTERED", 6),
        new Tampering("a swap", SWAP, "ENTRY_ALTERED", 4),
        new Tampering("a cut tail", CUT, "TAIL_MISSING", 8),
        new Tampering("a whole chain gone", "DELETE FROM audit_entry" + CHAIN, "TAIL_MISSING", 1),
        new Tampering(
            "an edit, rewritten",
            EDIT + CHAIN + " AND sequence = 3" + REWRITE,
            "CHECKPOINT_MISMATCH",
            10),
        new Tampering(
            "a delete, rewritten",
            "DELETE FROM audit_entry" + CHAIN + " AND sequence = 4" + REWRITE,
            "CHECKPOINT_TAIL_MISSING",
            10),
        new Tampering("an insert, rewritten", INSERT + REWRITE, "CHECKPOINT_MISMATCH", 10),
        new Tampering("a swap, rewritten", SWAP + REWRITE, "CHECKPOINT_MISMATCH", 10),
        new Tampering("a cut tail, head set back", CUT + REWRITE, "CHECKPOINT_TAIL_MISSING", 8),
        new Tampering(
            "a whole chain gone with its head",
            "DELETE FROM audit_entry" + CHAIN + "; DELETE FROM audit_head" + CHAIN,
            "CHECKPOINT_TAIL_MISSING",
            1));
  }

  /** Rewritten, and shown to the next checkpoint as if it had been a change like any other. */
  static Tampering toldToTheNextCheckpoint() {
    return new Tampering(
        "an edit, rewritten and checkpointed",
        EDIT
            + CHAIN
            + " AND sequence = 9"
            + REWRITE
            + "; UPDATE audit_head SET changed_in = pg_current_xact_id()"
            + CHAIN,
        "CHECKPOINT_MISMATCH",
        10);
  }

  String sql(String chain) {
    return sql.replace(":id", chain);
  }
}
