package app.countersign.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartTest {

  @Test
  void aServerThatAsksNobodyLoadsNoClientLibrary() throws Exception {
    List<String> loaded = loadedBy("none");

    assertThat(loaded).anyMatch(line -> line.contains("app.countersign.llm.LanguageModels "));
    assertThat(loaded)
        .noneMatch(line -> line.contains("dev.langchain4j"))
        .noneMatch(line -> line.contains("software.amazon"))
        .noneMatch(line -> line.contains("io.github.resilience4j"));
  }

  @Test
  void aServerThatHasNotAskedYetLoadsNoClientLibraryEither() throws Exception {
    assertThat(loadedBy("all"))
        .anyMatch(line -> line.contains("app.countersign.llm.ProviderLine "))
        .noneMatch(line -> line.contains("dev.langchain4j"))
        .noneMatch(line -> line.contains("software.amazon"));
  }

  /** Every class that a fresh JVM loads for language models with these providers. */
  private static List<String> loadedBy(String providers) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-verbose:class",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StartProbe.class.getName(),
                providers)
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
