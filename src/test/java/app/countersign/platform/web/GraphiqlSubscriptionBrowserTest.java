package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page's subscriptions, in a real Chromium against the real endpoint and security policy. */
@MicronautTest(environments = "platform", transactional = false)
class GraphiqlSubscriptionBrowserTest {
  private static final String EDITOR =
      "document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror";

  private final EmbeddedServer server;

  GraphiqlSubscriptionBrowserTest(EmbeddedServer server) {
    this.server = server;
  }

  @Test
  void aSubscriptionShowsItsEvents() throws IOException, InterruptedException {
    Optional<Path> chromium = Browser.executable();
    assumeTrue(chromium.isPresent(), "no Chromium here");
    try (Browser browser = Browser.start(chromium.get(), 1440, 900)) {
      GraphiqlPage page = new GraphiqlPage(browser);
      page.open("http://localhost:" + server.getPort() + "/graphiql");
      browser.evaluate(EDITOR + ".setValue('subscription Some { ticks(count: 3) { number } }')");
      browser.waitForTrue(EDITOR + ".getValue().includes('Some')");

      page.run();
      page.waitForAnswer("\"number\": 3");

      assertThat(browser.consoleErrors()).isEmpty();
    }
  }
}
