package app.countersign.testing.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A disk of a few megabytes that can be filled up and emptied, where the system lets us have one.
 */
public final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "size=48m";
  private static final int BLOCK = 4_096;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Mounts one at a new directory; empty where that is not allowed. */
  public static Optional<SmallDisk> mount(Path directory) throws IOException, InterruptedException {
    Files.createDirectory(directory);
    boolean isMounted =
        Files.exists(Path.of("/proc/mounts"))
            && run(List.of("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", directory.toString()));
    return isMounted ? Optional.of(new SmallDisk(directory)) : Optional.empty();
  }

  /** A new directory on it. */
  public Path folder(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  /** Leaves no room for anything. */
  public void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(directory.resolve("ballast"))) {
      while (directory.toFile().getUsableSpace() > 0) {
        out.write(block);
      }
    } catch (IOException full) {
      if (directory.toFile().getUsableSpace() > BLOCK) {
        throw full;
      }
    }
  }

  /** Makes room again. */
  public void free() throws IOException {
    Files.delete(directory.resolve("ballast"));
  }

  @Override
  public void close() throws IOException {
    try {
      if (!run(List.of("umount", directory.toString()))) {
        throw new IOException("still in use: " + directory);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean run(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
