package app.countersign.testing.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A clock for a process of its own that can be set, as an administrator would: the wall clock
 * jumps, the monotonic one does not. Made of a few lines of C that stand before the system's own
 * function.
 */
public final class ProcessClock {
  private static final String SOURCE =
      """
      #include <fcntl.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <sys/syscall.h>
      #include <time.h>
      #include <unistd.h>

      static volatile long *ahead;

      __attribute__((constructor)) static void begin(void) {
        const char *file = getenv("PROCESS_CLOCK");
        int opened = file ? open(file, O_RDONLY) : -1;
        void *mapped = opened < 0 ? MAP_FAILED : mmap(0, 8, PROT_READ, MAP_SHARED, opened, 0);
        ahead = mapped == MAP_FAILED ? 0 : mapped;
      }

      int clock_gettime(clockid_t clock, struct timespec *now) {
        long failed = syscall(SYS_clock_gettime, clock, now);
        if (!failed && ahead && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
          now->tv_sec += *ahead;
        }
        return (int) failed;
      }
      """;

  private final Path library;
  private final Path seconds;

  private ProcessClock(Path library, Path seconds) {
    this.library = library;
    this.seconds = seconds;
  }

  /** Makes one in a directory; empty where there is no compiler, or no such system. */
  public static Optional<ProcessClock> make(Path directory)
      throws IOException, InterruptedException {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    Path source = Files.writeString(directory.resolve("clock.c"), SOURCE);
    Path library = directory.resolve("clock.so");
    try {
      Process compiler =
          new ProcessBuilder(
                  "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (compiler.waitFor() != 0) {
        return Optional.empty();
      }
    } catch (IOException noCompiler) {
      return Optional.empty();
    }
    ProcessClock clock = new ProcessClock(library, directory.resolve("clock.seconds"));
    clock.set(Duration.ZERO);
    return Optional.of(clock);
  }

  /** Has a process run by this clock. */
  public Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "PROCESS_CLOCK", seconds.toString());
  }

  /** So far it is ahead of the real time; negative: behind. */
  public void set(Duration ahead) throws IOException {
    ByteBuffer value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    value.putLong(0, ahead.toSeconds());
    try (FileChannel file =
        FileChannel.open(seconds, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(value, 0);
    }
  }
}
