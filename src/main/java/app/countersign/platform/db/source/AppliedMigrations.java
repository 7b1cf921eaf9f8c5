package app.countersign.platform.db.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a database has just the migrations that this server brings, each of the very text
 * and none besides. Then Flyway would do nothing, and getting it ready takes longer than all the
 * rest of the database at a start. Whatever else is found is for Flyway to act on or to refuse.
 */
final class AppliedMigrations {
  private static final String HISTORY =
      "select script, checksum, success, type from flyway_schema_history";

  private final ClassLoader resources;
  private final String folder;

  /**
   * Of the migrations in a folder of resources.
   *
   * @param folder such as {@code db/migration}
   */
  AppliedMigrations(ClassLoader resources, String folder) {
    this.resources = resources;
    this.folder = folder;
  }

  /** Whether all of them, and nothing else, is in the history of the connection's database. */
  boolean areAll(Connection connection) throws SQLException, IOException {
    Map<String, Integer> applied = history(connection);
    if (applied == null) {
      return false;
    }
    Set<String> brought = names();
    if (brought.isEmpty() || !brought.equals(applied.keySet())) {
      return false;
    }
    for (Map.Entry<String, Integer> migration : applied.entrySet()) {
      if (!migration.getValue().equals(checksum(migration.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** The scripts that were applied and their sums; null where that is not all there is. */
  private static @Nullable Map<String, Integer> history(Connection connection) throws SQLException {
    Map<String, Integer> applied = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet there =
          statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
        there.next();
        if (!there.getBoolean(1)) {
          return null;
        }
      }
      try (ResultSet rows = statement.executeQuery(HISTORY)) {
        while (rows.next()) {
          int checksum = rows.getInt("checksum");
          boolean isPlain =
              !rows.wasNull() && rows.getBoolean("success") && "SQL".equals(rows.getString("type"));
          if (!isPlain || applied.put(rows.getString("script"), checksum) != null) {
            return null;
          }
        }
      }
    }
    return applied;
  }

  private Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    for (URL place : Collections.list(resources.getResources(folder))) {
      names.addAll(
          place.openConnection() instanceof JarURLConnection jar
              ? inJar(jar.getJarFile())
              : inDirectory(place));
    }
    return names;
  }

  private Set<String> inJar(JarFile jar) {
    String prefix = folder + "/";
    Set<String> names = new HashSet<>();
    for (var entries = jar.entries(); entries.hasMoreElements(); ) {
      String name = entries.nextElement().getName();
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        names.add(name.substring(prefix.length()));
      }
    }
    return names;
  }

  private static Set<String> inDirectory(URL place) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(new URI(place.toString())))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    } catch (URISyntaxException problem) {
      throw new IOException(problem);
    }
  }

  /** The sum that Flyway keeps of a script: over its lines, without what ends them. */
  private @Nullable Integer checksum(String name) throws IOException {
    try (InputStream script = resources.getResourceAsStream(folder + "/" + name)) {
      if (script == null) {
        return null;
      }
      CRC32 sum = new CRC32();
      List<String> lines =
          new BufferedReader(new InputStreamReader(script, StandardCharsets.UTF_8))
              .lines()
              .toList();
      lines.forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
      return (int) sum.getValue();
    }
  }
}
