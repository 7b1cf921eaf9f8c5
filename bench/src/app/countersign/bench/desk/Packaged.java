package app.countersign.bench.desk;

import app.countersign.testing.process.ServerProcess;
import app.countersign.testing.process.ServerProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The server as it is shipped: the jar with the JDK's cache, started by its launcher. */
final class Packaged {
  private static final Path LAUNCHER = Path.of("src/main/launcher/countersign");
  private static final Path TRAIN = Path.of("src/main/launcher/train");

  /** Only what would end the measurement before its time. */
  private static final Map<String, String> UNLIMITED =
      Map.of(
          "COUNTERSIGN_SIGN_IN_ACCESS_LIFETIME", "PT6H",
          "COUNTERSIGN_RATE_LIMIT_PER_ACTOR_PER_MINUTE", "100000000");

  private final Path jar;
  private final Path cache;
  private final Path log;

  private Packaged(Path jar, Path cache, Path log) {
    this.jar = jar;
    this.cache = cache;
    this.log = log;
  }

  /**
   * Of the jar in {@code target}, with a cache that is made as the image's is where there is none
   * of this jar yet.
   *
   * @param database beside which one is made to train on
   */
  static Packaged of(DeskDatabase database, Path log) throws Exception {
    Path jar = jar();
    Path cache = Path.of("target/bench/countersign.aot").toAbsolutePath();
    Files.createDirectories(cache.resolveSibling("."));
    if (!Files.exists(cache)
        || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) < 0) {
      train(jar, cache, database, log);
    }
    return new Packaged(jar, cache, log);
  }

  /** Starts one and waits until it answers. */
  ServerProcess start(DeskDatabase database) throws IOException, InterruptedException {
    return ServerProcess.start(start(database.url()));
  }

  /** Starts one and waits for nothing. */
  ServerProcess launch(DeskDatabase database) throws IOException {
    return ServerProcess.launch(start(database.url()), ServerProcess.freePort());
  }

  private Start start(String url) {
    Map<String, String> environment = new HashMap<>(UNLIMITED);
    environment.put("JAVA_OPTS", "-Xmx512m");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("COUNTERSIGN_JAR", jar.toString());
    environment.put("COUNTERSIGN_AOT_CACHE", cache.toString());
    return new Start(url, log, List.of("sh", LAUNCHER.toString()), environment);
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("countersign-[0-9].*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no jar in target: mvn package makes it"));
    }
  }

  private static void train(Path jar, Path cache, DeskDatabase database, Path log)
      throws Exception {
    DeskDatabase empty = database.beside("countersign_training", false);
    List<String> command =
        List.of(
            "bash",
            TRAIN.toString(),
            cache.toString(),
            ServerProcess.java(),
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            jar.toAbsolutePath().toString());
    ServerProcess training =
        ServerProcess.launch(
            new Start(empty.url(), log, command, Map.of()), ServerProcess.freePort());
    int code = training.awaitEnd();
    empty.drop();
    if (code != 0) {
      throw new IllegalStateException("training ended with " + code + ": see " + log);
    }
  }
}
