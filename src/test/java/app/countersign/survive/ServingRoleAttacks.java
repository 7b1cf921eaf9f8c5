package app.countersign.survive;

import app.countersign.platform.db.source.ServingLogin;
import app.countersign.testing.process.ServerProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** What whoever broke into the server may try on the audit trail with the server's own login. */
final class ServingRoleAttacks {
  /** Insufficient privilege, a role that may not be taken, a parameter that may not be set. */
  private static final Set<String> REFUSALS = Set.of("42501", "42P17", "0LP01", "55000");

  private static final List<String> ATTACKS =
      List.of(
          "UPDATE audit_entry SET actor_name = 'Nobody'",
          "UPDATE audit_entry SET hash = '\\x00' WHERE sequence = 1",
          "DELETE FROM audit_entry",
          "DELETE FROM audit_entry WHERE sequence = 1",
          "TRUNCATE audit_entry",
          "TRUNCATE audit_entry CASCADE",
          "UPDATE audit_head SET sequence = 1",
          "DELETE FROM audit_head",
          "TRUNCATE audit_head",
          "INSERT INTO audit_head (subject_type, subject_id, sequence, hash) VALUES ('a', 'b', 9,"
              + " '')",
          "MERGE INTO audit_entry e USING (SELECT 1 AS sequence) s ON e.sequence = s.sequence"
              + " WHEN MATCHED THEN DELETE",
          "INSERT INTO audit_entry SELECT * FROM audit_entry LIMIT 1"
              + " ON CONFLICT (id) DO UPDATE SET actor_name = 'Nobody'",
          "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
          "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append",
          "ALTER TABLE audit_head DISABLE TRIGGER USER",
          "DROP TRIGGER audit_entry_no_change ON audit_entry",
          "ALTER TABLE audit_entry DROP COLUMN hash",
          "ALTER TABLE audit_entry RENAME TO audit_entry_old",
          "ALTER TABLE audit_entry OWNER TO CURRENT_USER",
          "DROP TABLE audit_entry",
          "CREATE TRIGGER mine BEFORE INSERT ON audit_entry FOR EACH ROW"
              + " EXECUTE FUNCTION audit_refuse()",
          "CREATE RULE mine AS ON INSERT TO audit_entry DO INSTEAD NOTHING",
          "CREATE OR REPLACE FUNCTION audit_append() RETURNS trigger LANGUAGE plpgsql AS"
              + " $$ BEGIN RETURN NEW; END $$",
          "CREATE OR REPLACE FUNCTION audit_faults(only_type text, only_id text) RETURNS TABLE"
              + " (subject_type text, subject_id text, sequence integer, entry_id uuid, fault text)"
              + " LANGUAGE sql AS $$ SELECT 'a', 'b', 1, NULL::uuid, 'c' WHERE false $$",
          "DROP FUNCTION audit_append() CASCADE",
          "SET session_replication_role = 'replica'",
          "SET ROLE postgres",
          "SET SESSION AUTHORIZATION postgres",
          "ALTER ROLE CURRENT_USER SUPERUSER",
          "COPY audit_entry TO PROGRAM 'cat'",
          "COPY audit_entry FROM PROGRAM 'echo'");

  /** What is allowed, and must yet change nothing of what is there. */
  private static final List<String> TRICKS =
      List.of(
          "CREATE TEMP TABLE audit_head (LIKE public.audit_head)",
          "CREATE TEMP TABLE customer (user_id text)",
          "SET search_path = pg_temp, public",
          // Whoever may grant nothing is only warned.
          "GRANT ALL ON public.audit_entry, public.audit_head TO CURRENT_USER",
          "DELETE FROM public.audit_entry",
          "UPDATE public.audit_head SET sequence = 1",
          """
          INSERT INTO public.audit_entry (id, subject_type, subject_id, sequence, action, actor_id,
            actor_name, at, previous_hash, hash)
          VALUES (uuidv7(), 'Survive', 'a trick', 77, 'CREATE', uuidv7(), 'Nobody', now(), 'x', 'x')
          """);

  private final Stage stage;
  private final String database;

  ServingRoleAttacks(Stage stage, String database) {
    this.stage = stage;
    this.database = database;
  }

  void check(Findings findings) throws SQLException {
    String before = everything();
    ServingLogin login = ServingLogin.derived(ServerProcess.SECRET);
    try (Connection server = connect(login);
        Statement statement = server.createStatement()) {
      for (String attack : ATTACKS) {
        String refusal = refusal(statement, attack);
        findings.hold(
            REFUSALS.contains(refusal), "as the serving role '" + attack + "': " + refusal);
      }
      findings.hold(before.equals(everything()), "the attacks changed the trail");
      for (String trick : TRICKS) {
        refusal(statement, trick);
      }
    }
    findings.hold(
        before.equals(everything("WHERE subject_id <> 'a trick'")), "a trick changed the trail");
    findings.hold(
        "1"
            .equals(
                value("SELECT max(sequence)::text FROM audit_entry WHERE subject_id = 'a trick'")),
        "the serving role chose an entry's place in its chain");
    findings.hold(
        "0".equals(value("SELECT count(*)::text FROM audit_faults(NULL, NULL)")),
        "a trick broke a chain");
  }

  private Connection connect(ServingLogin login) throws SQLException {
    String url = stage.cluster().url(database).replaceFirst("\\?.*", "");
    return DriverManager.getConnection(url, login.user(), login.password());
  }

  /** The SQLSTATE that it ended with. */
  private static String refusal(Statement statement, String attack) {
    try {
      statement.execute(attack);
      return "it was done";
    } catch (SQLException refused) {
      return refused.getSQLState();
    }
  }

  private String everything() throws SQLException {
    return everything("");
  }

  private String everything(String only) throws SQLException {
    return value(
        """
        SELECT (SELECT md5(string_agg(e::text, '' ORDER BY id)) FROM audit_entry e %1$s)
          || (SELECT md5(string_agg(h::text, '' ORDER BY subject_type, subject_id)) FROM audit_head h %1$s)
          || (SELECT md5(string_agg(t.tgname::text || t.tgenabled::text, '' ORDER BY t.tgname)) FROM pg_trigger t
            WHERE t.tgrelid IN ('audit_entry'::regclass, 'audit_head'::regclass))
          || (SELECT md5(string_agg(p.prosrc::text, '' ORDER BY p.proname)) FROM pg_proc p
            WHERE p.proname LIKE 'audit%%')
        """
            .formatted(only));
  }

  private String value(String sql) throws SQLException {
    try (Connection owner = stage.cluster().connect(database);
        Statement statement = owner.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
