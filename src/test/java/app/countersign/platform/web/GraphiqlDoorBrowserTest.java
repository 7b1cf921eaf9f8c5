package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The door in front of the page, as the server serves it, in a real Chromium. */
class GraphiqlDoorBrowserTest {

  @Test
  void onlyTheRightPasswordOpensThePage() throws IOException, InterruptedException {
    Optional<Path> chromium = Browser.executable();
    assumeTrue(chromium.isPresent(), "no Chromium here");

    try (EmbeddedServer server = PageServer.start("GraphiqlControllerTest", "signed-in");
        Browser browser = Browser.start(chromium.get(), 1000, 700)) {
      browser.open(server.getURI() + "/graphiql");
      browser.type("#door-email", "olivia@countersign.example");
      browser.type("#door-password", "guess");
      browser.click("#door-sign-in");
      browser.waitForTrue(
          "document.getElementById('door-status').textContent"
              + " === 'That email and password do not match.'");
      browser.screenshot(Path.of("target/graphiql-door.png"));

      browser.evaluate("document.getElementById('door-password').value = ''");
      browser.type("#door-password", "countersign-demo");
      browser.click("#door-sign-in");
      browser.waitForTrue("document.querySelectorAll('.graphiql-tab').length === 22");

      assertThat(browser.evaluate("document.cookie").asText()).isEmpty();
      assertThat(browser.text("#session-status")).isEqualTo("Not signed in");
    }
  }
}
