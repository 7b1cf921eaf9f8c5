package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a real Chromium. Runs where one is found; the CI script installs it first. */
class GraphiqlBrowserTest {
  private static final String PLAY = ".graphiql-execute-button";
  private static final String ANSWER =
      "document.querySelector('.graphiql-response .CodeMirror')?.CodeMirror.getValue() ?? ''";

  private GraphiqlStub server;
  private Browser browser;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Optional<Path> chromium = Browser.executable();
    assumeTrue(chromium.isPresent(), "no Chromium here");
    server = new GraphiqlStub();
    browser = Browser.start(chromium.get(), 1440, 900);
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
      server.close();
    }
  }

  @Test
  void anAnalystSignsInThroughThePageAndRunsTheQueue() {
    openPage();

    signInByForm("countersign-demo");
    waitForStatus("Olivia Okafor, senior operator");
    openTab("Queue");
    browser.click(PLAY);
    waitForAnswer("\"totalCount\": ");

    assertThat(rowsInAnswer()).isEqualTo(10);
    browser.screenshot(Path.of("target/graphiql.png"));
    assertNothingFailed();
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).matches("(http://localhost:\\d+/|data:).*"));
  }

  @Test
  void theSignInTabOpensASessionThatTheNextOperationsUse() {
    openPage();

    browser.click(PLAY);
    waitForStatus("Olivia Okafor, senior operator");
    openTab("Queue");
    browser.click(PLAY);
    waitForAnswer("\"totalCount\": ");

    assertThat(server.authorizations().getLast()).isEqualTo("Bearer access-1");
    assertNothingFailed();
  }

  @Test
  void aWrongPasswordIsToldAndLeavesNobodySignedIn() {
    openPage();

    signInByForm("not-it");
    waitForStatus("Email and password do not match.");

    assertThat(sessionStorageHolds("access-")).isFalse();
    assertThat(browser.evaluate("document.getElementById('session-form').hidden").asBoolean())
        .isFalse();
  }

  @Test
  void aSessionAboutToExpireIsRenewedBeforeTheNextOperation() {
    server.openSessionsFor(Duration.ofSeconds(20));
    openPage();
    signInByForm("countersign-demo");
    waitForStatus("Olivia Okafor, senior operator");
    server.openSessionsFor(Duration.ofMinutes(15));

    openTab("Queue");
    browser.click(PLAY);
    waitForAnswer("\"totalCount\": ");

    String last = server.authorizations().getLast();
    assertThat(last).startsWith("Bearer access-").isNotEqualTo("Bearer access-1");
    assertThat(sessionStorageHolds(last.substring("Bearer ".length()))).isTrue();
  }

  @Test
  void aSessionSurvivesReloadingAndIsNeverInLocalStorage() {
    openPage();
    browser.click(PLAY);
    waitForStatus("Olivia Okafor, senior operator");

    browser.evaluate("location.reload()");
    waitForStatus("Olivia Okafor, senior operator");

    assertThat(sessionStorageHolds("refresh-1")).isTrue();
    assertThat(browser.evaluate("localStorage.length").asInt()).isZero();
  }

  @Test
  void aSessionTheServerEndedDoesNotStandInTheWayOfSigningInAgain() {
    openPage();
    signInByForm("countersign-demo");
    waitForStatus("Olivia Okafor, senior operator");
    server.forgetSessions();

    browser.click(PLAY);
    waitForAnswer("access-2");
    waitForStatus("Olivia Okafor, senior operator");

    assertThat(server.authorizations()).endsWith("Bearer access-1", "", "", "Bearer access-2");
  }

  @Test
  void aSessionTheServerEndedIsToldAndForgotten() {
    openPage();
    signInByForm("countersign-demo");
    waitForStatus("Olivia Okafor, senior operator");
    server.forgetSessions();

    openTab("Queue");
    browser.click(PLAY);
    waitForStatus("Your session has ended. Sign in again.");

    assertThat(sessionStorageHolds("access-1")).isFalse();
  }

  @Test
  void signingOutForgetsTheSession() {
    openPage();
    signInByForm("countersign-demo");
    waitForStatus("Olivia Okafor, senior operator");

    browser.click("#session-sign-out");
    waitForStatus("Not signed in");
    openTab("Queue");
    browser.click(PLAY);
    waitForAnswer("\"totalCount\": ");

    assertThat(server.authorizations().getLast()).isEmpty();
    assertThat(sessionStorageHolds("access-1")).isFalse();
  }

  @Test
  void anAuthorizationHeaderOfTheUsersOwnWins() {
    openPage();
    signInByForm("countersign-demo");
    waitForStatus("Olivia Okafor, senior operator");
    openTab("Queue");

    browser.click("[data-name='headers']");
    browser.type(
        "[aria-label='Headers'] .graphiql-editor:not(.hidden) .CodeMirror",
        "{\"authorization\": \"Bearer personal-token\"}");
    browser.click(PLAY);
    waitForAnswer("\"totalCount\": ");

    assertThat(server.authorizations().getLast()).isEqualTo("Bearer personal-token");
  }

  @Test
  void theSchemaThatWasRefusedIsFetchedAfterSigningIn() {
    server.answerOnlySignedIn();
    openPage();
    browser.click("[aria-label='Show Documentation Explorer']");
    browser.waitFor(".graphiql-doc-explorer-error");

    signInByForm("countersign-demo");
    browser.waitForTrue(
        "document.querySelector('.graphiql-doc-explorer')?.textContent.includes('Root Types')");

    assertThat(server.authorizations()).contains("Bearer access-1");
  }

  private void openPage() {
    browser.open(server.url());
    browser.waitFor(PLAY);
    browser.waitForTrue("document.querySelectorAll('.graphiql-tab').length === 8");
  }

  private void signInByForm(String password) {
    browser.type("#session-email", "olivia@countersign.example");
    browser.type("#session-password", password);
    browser.click("#session-sign-in");
  }

  private void openTab(String title) {
    String id =
        browser
            .evaluate(
                "[...document.querySelectorAll('.graphiql-tab-button')]"
                    + ".find(tab => tab.textContent === '%s').id".formatted(title))
            .asText();
    browser.click("#" + id);
  }

  private void waitForStatus(String text) {
    browser.waitForTrue(
        "document.getElementById('session-status')?.textContent === '%s'".formatted(text));
  }

  private void waitForAnswer(String part) {
    browser.waitForTrue("(%s).includes('%s')".formatted(ANSWER, part));
  }

  private int rowsInAnswer() {
    return browser
        .evaluate("JSON.parse(%s).data.recommendations.nodes.length".formatted(ANSWER))
        .asInt();
  }

  private boolean sessionStorageHolds(String text) {
    return browser
        .evaluate(
            "(sessionStorage.getItem('countersign:session') ?? '').includes('%s')".formatted(text))
        .asBoolean();
  }

  private void assertNothingFailed() {
    assertThat(browser.failedRequests()).isEmpty();
    assertThat(browser.consoleErrors()).isEmpty();
  }
}
