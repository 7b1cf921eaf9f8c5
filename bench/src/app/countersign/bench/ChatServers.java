package app.countersign.bench;

import app.countersign.testing.Folders;
import app.countersign.testing.process.Cluster;
import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two servers, each a process of its own with production settings, on one durable PostgreSQL. */
final class ChatServers implements AutoCloseable {
  private static final String DATABASE = "countersign";

  private final Path directory;
  private final ChatOptions options;
  private final Cluster cluster;
  private final List<ServerProcess> servers = new ArrayList<>();

  private ChatServers(Path directory, ChatOptions options, Cluster cluster) {
    this.directory = directory;
    this.options = options;
    this.cluster = cluster;
  }

  static ChatServers start(ChatOptions options) throws Exception {
    Path directory = Files.createTempDirectory("countersign-chat-bench");
    Cluster cluster = Cluster.start(directory.resolve("cluster"), options.database());
    cluster.create(DATABASE);
    ChatServers all = new ChatServers(directory, options, cluster);
    all.add();
    all.add();
    return all;
  }

  ServerProcess first() {
    return servers.getFirst();
  }

  ServerProcess second() {
    return servers.get(1);
  }

  Connection connect() throws SQLException {
    return cluster.connect(DATABASE);
  }

  Cluster cluster() {
    return cluster;
  }

  /** Another second server in the place of one that was killed. */
  void renewSecond() throws Exception {
    servers.removeLast();
    add();
  }

  private void add() throws Exception {
    List<String> arguments = new ArrayList<>(options.java());
    arguments.add("-Xmx700m");
    int port = ServerProcess.freePort();
    servers.add(
        ServerProcess.start(
            new ServerProcess.Start(
                cluster.url(DATABASE),
                options.log().toAbsolutePath().resolve("chat-server-%d.log".formatted(port)),
                ServerProcess.ofClasses(arguments),
                Map.of(
                    "COUNTERSIGN_RATE_LIMIT_ACTION_FACTOR", "100000",
                    "COUNTERSIGN_RATE_LIMIT_PER_ACTOR_PER_MINUTE", "100000000",
                    "COUNTERSIGN_STORE_FOLDER", directory.resolve("documents").toString())),
            port));
  }

  @Override
  public void close() throws IOException {
    servers.forEach(ServerProcess::kill);
    cluster.close();
    Folders.delete(directory);
  }
}
