package app.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script with pretended JDKs around it, and no real one in sight. */
class LauncherTest {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final Path SCRIPT = Path.of("src/main/launcher/countersign");
  private static final String MEMORY =
      "-XX:+IgnoreUnrecognizedVMOptions -Xms64m -XX:NewSize=32m -XX:TrimNativeHeapInterval=10000";
  private static final List<String> TOOLS = List.of("sed", "head", "dirname", "readlink");

  @TempDir private Path directory;
  private final Map<String, String> environment = new TreeMap<>();

  private record Outcome(int status, String output) {}

  @BeforeEach
  void layOut() throws IOException {
    assumeTrue(Files.isExecutable(SHELL), "no POSIX shell here");
    Files.createDirectories(directory.resolve("tools"));
    for (String tool : TOOLS) {
      Path program =
          Files.isExecutable(Path.of("/usr/bin", tool))
              ? Path.of("/usr/bin", tool)
              : Path.of("/bin", tool);
      script(directory.resolve("tools").resolve(tool), "exec %s \"$@\"".formatted(program));
    }
    Files.createDirectories(directory.resolve("app dir"));
    Files.copy(SCRIPT, launcher());
    Files.createFile(jar());
    environment.put("PATH", directory.resolve("tools").toString());
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("COUNTERSIGN_JVMS", directory.resolve("jvm").toString());
  }

  @Test
  void javaHomeIsTakenFirst() throws IOException {
    Path home = jdk("chosen", "25.0.3");
    jdk("jvm/a-newer", "26");
    environment.put("JAVA_HOME", home.toString());

    Outcome outcome = launch("one", "two words");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                "chosen: %s -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -jar %s one two words"
                    .formatted(MEMORY, jar())));
  }

  @Test
  void aJavaHomeThatIsTooOldIsPassedOver() throws IOException {
    Path home = jdk("old", "17.0.15");
    jdk("jvm/temurin", "25.0.3");
    environment.put("JAVA_HOME", home.toString());

    assertThat(launch().output()).startsWith("jvm/temurin: ");
  }

  @Test
  void theJavaOnThePathIsTakenBeforeTheInstalledOnes() throws IOException {
    Path onPath = jdk("on-path", "25");
    jdk("jvm/temurin", "25.0.3");
    environment.put("PATH", onPath.resolve("bin") + ":" + environment.get("PATH"));

    assertThat(launch().output()).startsWith("on-path: ");
  }

  @Test
  void anOldJavaOnThePathGivesWayToANewOneInstalledBesideIt() throws IOException {
    Path onPath = jdk("on-path", "17.0.15");
    jdk("jvm/a-openjdk-17", "17.0.15");
    jdk("jvm/b-temurin-25", "25.0.3");
    environment.put("PATH", onPath.resolve("bin") + ":" + environment.get("PATH"));

    assertThat(launch().output()).startsWith("jvm/b-temurin-25: ");
  }

  @Test
  void aJdkOfTheUsersOwnIsFound() throws IOException {
    jdk("home/.sdkman/candidates/java/26-tem", "26-ea");

    assertThat(launch().output()).startsWith("home/.sdkman/candidates/java/26-tem: ");
  }

  @Test
  void withoutAnyJavaItSaysWhatIsNeeded() throws IOException {
    Outcome outcome = launch();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output())
        .isEqualTo(
            "countersign: needs Java 25 or newer and found none. Install one, or set JAVA_HOME to"
                + " where it is.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_402", "17.0.15", "24.0.2"})
  void withOnlyOldOnesItNamesThem(String version) throws IOException {
    jdk("jvm/old", version);

    Outcome outcome = launch();

    String feature = version.startsWith("1.8") ? "8" : version.substring(0, 2);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output())
        .endsWith("Too old:\n  %s/jvm/old/bin/java (Java %s)".formatted(real(directory), feature));
  }

  @Test
  void theAheadOfTimeCacheIsUsedWhereThereIsOne() throws IOException {
    jdk("jvm/temurin", "25.0.3");
    Path cache = Files.createFile(jar().resolveSibling("countersign.aot"));

    assertThat(launch().output())
        .isEqualTo(
            "jvm/temurin: %s -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED".formatted(MEMORY)
                + " -XX:AOTCache=%s -jar %s".formatted(cache, jar()));
  }

  @Test
  void optionsOfTheJvmGoBeforeTheJar() throws IOException {
    jdk("jvm/temurin", "25.0.3");
    environment.put("JAVA_OPTS", "-Xmx1g -Dpart=whole");

    assertThat(launch().output()).contains(" -Xmx1g -Dpart=whole --enable-native");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-Xmx4g -XX:+UseZGC", "-XX:+UseParallelGC -Da=b"})
  void aCollectorOfOnesOwnTakesThePlaceOfOurs(String options) throws IOException {
    jdk("jvm/temurin", "25.0.3");
    environment.put("JAVA_OPTS", options);

    assertThat(launch().output())
        .startsWith("jvm/temurin: %s %s --enable-native".formatted(MEMORY, options));
  }

  @Test
  void theVersionIsReadFromTheJdksOwnFileWhereItHasOne() throws IOException {
    Path home = jdk("jvm/temurin", "17.0.1");
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"25.0.3\"\n");

    assertThat(launch().output()).startsWith("jvm/temurin: ");
  }

  @Test
  void aLinkToTheScriptFindsTheJarBesideTheScript() throws IOException {
    jdk("jvm/temurin", "25.0.3");
    Path link = directory.resolve("tools/countersign");
    Files.createSymbolicLink(link, Path.of("../app dir/countersign"));

    Outcome outcome = run(link);

    assertThat(outcome.output()).endsWith("-jar " + jar());
  }

  @Test
  void withoutAJarItSaysHowToGetOne() throws IOException {
    jdk("jvm/temurin", "25.0.3");
    Files.delete(jar());

    Outcome outcome = launch();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.output())
        .isEqualTo(
            "countersign: found no jar in %s. Build it with mvn package, or name it with"
                    .formatted(jar().getParent())
                + " COUNTERSIGN_JAR.");
  }

  @Test
  void oneOfSeveralJarsHasToBeNamed() throws IOException {
    jdk("jvm/temurin", "25.0.3");
    Path other = Files.createFile(jar().resolveSibling("countersign-0.2.0.jar"));

    assertThat(launch().output()).endsWith("Name one with COUNTERSIGN_JAR.");
    environment.put("COUNTERSIGN_JAR", other.toString());
    assertThat(launch().output()).endsWith("-jar " + other);
  }

  private Path launcher() throws IOException {
    return real(directory).resolve("app dir/countersign");
  }

  private Path jar() throws IOException {
    return real(directory).resolve("app dir/countersign-0.1.0.jar");
  }

  /**
   * Its java answers as a JDK of that version does, and otherwise says what it was started with.
   */
  private Path jdk(String name, String version) throws IOException {
    Path home = real(directory).resolve(name);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    script(
        java,
        """
        if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-04-21' >&2; exit 0; fi
        echo "%s: $*"
        """
            .formatted(version, name));
    return home;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Outcome launch(String... arguments) throws IOException {
    return run(launcher(), arguments);
  }

  private Outcome run(Path script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SHELL.toString(), script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      return new Outcome(process.exitValue(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path real(Path path) throws IOException {
    return path.toRealPath();
  }
}
