import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds every Java file to google-java-format: {@code check} names the files that differ and fails,
 * {@code write} formats them. Started by the build on the toolchain's JDK, because the formatter
 * borrows the parser of the JDK it runs on.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            args[0].equals("write")
                ? List.of("--replace")
                : List.of("--dry-run", "--set-exit-if-changed"));
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      files
          .map(Path::toString)
          .filter(file -> file.endsWith(".java"))
          .sorted()
          .forEach(arguments::add);
    }
    int exit =
        new Main(new PrintWriter(System.out, true), new PrintWriter(System.err, true), System.in)
            .format(arguments.toArray(String[]::new));
    if (exit != 0) {
      System.err.println(
          "These files are not formatted: mvn -q initialize exec:exec@format mends them.");
    }
    System.exit(exit);
  }
}
