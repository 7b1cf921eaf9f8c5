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

  private GraphiqlStub server;
  private Browser browser;
  private GraphiqlPage page;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Optional<Path> chromium = Browser.executable();
    assumeTrue(chromium.isPresent(), "no Chromium here");
    server = new GraphiqlStub();
    browser = Browser.start(chromium.get(), 1440, 900);
    page = new GraphiqlPage(browser);
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
    page.waitForStatus("Olivia Okafor, senior operator");
    page.openTab("Queue");
    page.run();
    page.waitForAnswer("\"totalCount\": ");

    assertThat(page.answer("data.recommendations.nodes.length").asInt()).isEqualTo(10);
    browser.screenshot(Path.of("target/graphiql.png"));
    page.assertNothingFailed();
  }

  @Test
  void theSignInTabOpensASessionThatTheNextOperationsUse() {
    openPage();

    page.run();
    page.waitForStatus("Olivia Okafor, senior operator");
    page.openTab("Queue");
    page.run();
    page.waitForAnswer("\"totalCount\": ");

    assertThat(server.authorizations().getLast()).isEqualTo("Bearer access-1");
    page.assertNothingFailed();
  }

  @Test
  void aWrongPasswordIsToldAndLeavesNobodySignedIn() {
    openPage();

    signInByForm("not-it");
    page.waitForStatus("Email and password do not match.");

    assertThat(sessionStorageHolds("access-")).isFalse();
    assertThat(browser.evaluate("document.getElementById('session-form').hidden").asBoolean())
        .isFalse();
  }

  @Test
  void aSessionAboutToExpireIsRenewedBeforeTheNextOperation() {
    server.openSessionsFor(Duration.ofSeconds(20));
    openPage();
    signInByForm("countersign-demo");
    page.waitForStatus("Olivia Okafor, senior operator");
    server.openSessionsFor(Duration.ofMinutes(15));

    page.openTab("Queue");
    page.run();
    page.waitForAnswer("\"totalCount\": ");

    String last = server.authorizations().getLast();
    assertThat(last).startsWith("Bearer access-").isNotEqualTo("Bearer access-1");
    assertThat(sessionStorageHolds(last.substring("Bearer ".length()))).isTrue();
  }

  @Test
  void aSessionSurvivesReloadingAndIsNeverInLocalStorage() {
    openPage();
    page.run();
    page.waitForStatus("Olivia Okafor, senior operator");

    browser.evaluate("location.reload()");
    page.waitForStatus("Olivia Okafor, senior operator");

    assertThat(sessionStorageHolds("refresh-1")).isTrue();
    assertThat(browser.evaluate("localStorage.length").asInt()).isZero();
  }

  @Test
  void aSessionTheServerEndedDoesNotStandInTheWayOfSigningInAgain() {
    openPage();
    signInByForm("countersign-demo");
    page.waitForStatus("Olivia Okafor, senior operator");
    server.forgetSessions();

    page.run();
    page.waitForAnswer("access-2");
    page.waitForStatus("Olivia Okafor, senior operator");

    assertThat(server.authorizations()).endsWith("Bearer access-1", "", "", "Bearer access-2");
  }

  @Test
  void aSessionTheServerEndedIsToldAndForgotten() {
    openPage();
    signInByForm("countersign-demo");
    page.waitForStatus("Olivia Okafor, senior operator");
    server.forgetSessions();

    page.openTab("Queue");
    page.run();
    page.waitForStatus("Your session has ended. Sign in again.");

    assertThat(sessionStorageHolds("access-1")).isFalse();
  }

  @Test
  void signingOutForgetsTheSession() {
    openPage();
    signInByForm("countersign-demo");
    page.waitForStatus("Olivia Okafor, senior operator");

    browser.click("#session-sign-out");
    page.waitForStatus("Not signed in");
    page.openTab("Queue");
    page.run();
    page.waitForAnswer("\"totalCount\": ");

    assertThat(server.authorizations().getLast()).isEmpty();
    assertThat(sessionStorageHolds("access-1")).isFalse();
  }

  @Test
  void anAuthorizationHeaderOfTheUsersOwnWins() {
    openPage();
    signInByForm("countersign-demo");
    page.waitForStatus("Olivia Okafor, senior operator");
    page.openTab("Queue");

    browser.click("[data-name='headers']");
    browser.type(
        "[aria-label='Headers'] .graphiql-editor:not(.hidden) .CodeMirror",
        "{\"authorization\": \"Bearer personal-token\"}");
    page.run();
    page.waitForAnswer("\"totalCount\": ");

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
    page.open(server.url());
  }

  private void signInByForm(String password) {
    page.signIn("olivia@countersign.example", password);
  }

  private boolean sessionStorageHolds(String text) {
    return browser
        .evaluate(
            "(sessionStorage.getItem('countersign:session') ?? '').includes('%s')".formatted(text))
        .asBoolean();
  }
}
