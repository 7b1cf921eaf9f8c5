package app.countersign.bench;

import app.countersign.Application;
import app.countersign.testing.Folders;
import app.countersign.testing.process.Cluster;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The server with its production settings, in this process, on a PostgreSQL of its own that is
 * durable as in production. Only the limits of requests and the life of a session differ, so that
 * they do not end the measurement.
 */
final class BenchServer implements AutoCloseable {
  static final String EMAIL = "bench@example.com";

  private static final String DATABASE = "countersign";
  private static final int SECRET_BYTES = 32;
  private static final int UNLIMITED = 100_000_000;

  private final Path directory;
  private final Cluster cluster;
  private final String secret;
  private final ApplicationContext context;

  private BenchServer(Path directory, Cluster cluster, String secret, ApplicationContext context) {
    this.directory = directory;
    this.cluster = cluster;
    this.secret = secret;
    this.context = context;
  }

  static BenchServer start() throws IOException, SQLException {
    Path directory = Files.createTempDirectory("countersign-bench");
    Cluster cluster = null;
    try {
      cluster = Cluster.start(directory.resolve("cluster"), Map.of());
      cluster.create(DATABASE);
      String secret = secret();
      ApplicationContext context =
          Micronaut.build(new String[0])
              .mainClass(Application.class)
              .environments("prod")
              .banner(false)
              .properties(properties(directory, cluster, secret))
              .start();
      return new BenchServer(directory, cluster, secret, context);
    } catch (IOException | SQLException | RuntimeException failure) {
      if (cluster != null) {
        cluster.close();
      }
      Folders.delete(directory);
      throw failure;
    }
  }

  /** A connection of the owner, past the server. */
  Connection connect() throws SQLException {
    return cluster.connect(DATABASE);
  }

  URI uri() {
    return context.getBean(EmbeddedServer.class).getURI();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The password of the one operator there is; made at each start. */
  String password() {
    return secret;
  }

  /** The folder that PDFs lie in. */
  Path documents() {
    return directory.resolve("documents");
  }

  @Override
  public void close() throws IOException {
    context.close();
    cluster.close();
    Folders.delete(directory);
  }

  private static Map<String, Object> properties(Path directory, Cluster cluster, String secret) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("micronaut.server.port", -1);
    properties.put("jdbc.url", cluster.url(DATABASE));
    properties.put("jdbc.user", Cluster.OWNER);
    properties.put("jdbc.password", secret);
    properties.put("countersign.signing-secret", secret);
    properties.put("countersign.admin.email", EMAIL);
    properties.put("countersign.admin.password", secret);
    properties.put("countersign.sign-in.access-lifetime", "PT6H");
    properties.put("countersign.store.folder", directory.resolve("documents").toString());
    properties.put("countersign.rate-limit.per-actor-per-minute", UNLIMITED);
    properties.put("countersign.rate-limit.anonymous-per-address-per-minute", UNLIMITED);
    return properties;
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
