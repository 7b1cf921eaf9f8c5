package app.countersign.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A folder in which programs of Node run, with packages of npm that stay there from one run to the
 * next.
 */
public record NodeFolder(Path folder) {

  /** What a program said, and how it ended. */
  public record Output(int exitCode, String text) {}

  /** Whether there is a Node and an npm to run. */
  public static boolean isPossible() {
    NodeFolder anywhere = new NodeFolder(Path.of("target"));
    try {
      return anywhere.run("node", "--version").exitCode() == 0
          && anywhere.run("npm", "--version").exitCode() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /**
   * Puts a script of the test resources there, and the packages beside it.
   *
   * @param packages each with its version; the first tells whether all are there already
   */
  public void install(String resource, String script, String... packages) throws IOException {
    Files.createDirectories(folder);
    try (InputStream source =
        Objects.requireNonNull(NodeFolder.class.getResourceAsStream(resource))) {
      Files.write(folder.resolve(script), source.readAllBytes());
    }
    String first = packages[0].substring(0, packages[0].lastIndexOf('@'));
    if (!Files.exists(folder.resolve("node_modules/%s/package.json".formatted(first)))) {
      Files.writeString(folder.resolve("package.json"), "{\"private\": true}");
      List<String> command =
          new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
      command.addAll(List.of(packages));
      Output output = run(command.toArray(String[]::new));
      if (output.exitCode() != 0) {
        throw new AssertionError(output.text());
      }
    }
  }

  /** Runs a program to its end; at most two minutes. */
  public Output run(String... command) throws IOException {
    Files.createDirectories(folder);
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command[0] + " did not end");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
    return new Output(process.exitValue(), text);
  }
}
