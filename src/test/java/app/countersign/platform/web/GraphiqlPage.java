package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** What a person does on the GraphiQL page, in a real browser. */
public final class GraphiqlPage {
  private static final String PLAY = ".graphiql-execute-button";
  private static final String ANSWER =
      "document.querySelector('.graphiql-response .CodeMirror')?.CodeMirror.getValue() ?? ''";

  private final Browser browser;

  /** The page in a browser that shows it already, or will by {@link #open}. */
  public GraphiqlPage(Browser browser) {
    this.browser = browser;
  }

  /** Opens the page and waits for its tabs. */
  public void open(String url) {
    browser.open(url);
    browser.waitFor(PLAY);
    browser.waitForTrue("document.querySelectorAll('.graphiql-tab').length === 22");
  }

  /** Signs in by the form on top. */
  public void signIn(String email, String password) {
    browser.type("#session-email", email);
    browser.type("#session-password", password);
    browser.click("#session-sign-in");
  }

  /** Waits until the bar on top says so. */
  public void waitForStatus(String text) {
    browser.waitForTrue(
        "document.getElementById('session-status')?.textContent === '%s'".formatted(text));
  }

  /** Goes to a tab. */
  public void openTab(String title) {
    String id =
        browser
            .evaluate(
                "[...document.querySelectorAll('.graphiql-tab-button')]"
                    + ".find(tab => tab.textContent === '%s').id".formatted(title))
            .asText();
    browser.click("#" + id);
  }

  /** Runs what the tab holds. */
  public void run() {
    browser.click(PLAY);
  }

  /** Waits until the answer has this in it. */
  public void waitForAnswer(String part) {
    browser.waitForTrue("(%s).includes('%s')".formatted(ANSWER, part));
  }

  /** A value of the answer, by a JavaScript expression on {@code data}. */
  public JsonNode answer(String expression) {
    return browser.evaluate("(data => %s)(JSON.parse(%s).data)".formatted(expression, ANSWER));
  }

  /** What the page looks like. */
  public void screenshot(Path file) {
    browser.screenshot(file);
  }

  /** No request failed, nothing was complained of, and nothing came from elsewhere. */
  public void assertNothingFailed() {
    assertThat(browser.failedRequests()).isEmpty();
    assertThat(browser.consoleErrors()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).matches("(http://localhost:\\d+/|data:|blob:).*"));
  }
}
