package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.web.GraphiqlSessions;
import app.countersign.testing.Api;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@IdentityTest
class IdentityUpkeepTest {
  private final Api api;
  private final Operators operators;
  private final GraphiqlSessions door;
  private final Housekeeping housekeeping;
  private final SessionRepository sessions;
  private final SignedTokens tokens;
  private final PersonRepository rows;
  private final Standings standings;
  private final Sql sql;
  private final TestClock clock;

  IdentityUpkeepTest(
      Api api,
      Operators operators,
      GraphiqlSessions door,
      Housekeeping housekeeping,
      SessionRepository sessions,
      SignedTokens tokens,
      PersonRepository rows,
      Standings standings,
      Sql sql,
      TestClock clock) {
    this.api = api;
    this.operators = operators;
    this.door = door;
    this.housekeeping = housekeeping;
    this.sessions = sessions;
    this.tokens = tokens;
    this.rows = rows;
    this.standings = standings;
    this.sql = sql;
    this.clock = clock;
  }

  @Test
  void thePagesCookieOpensThePageForEightHoursAndNothingElse() {
    Operator ada = api.someone(Role.ANALYST);

    String cookie = door.open(ada.email(), Api.PASSWORD, "192.0.2.1").orElseThrow();

    assertThat(door.isValid(cookie)).isTrue();
    assertThat(api.query(cookie, "{ viewer { id } }").status()).isEqualTo(401);
    assertThat(door.isValid(api.signedIn(ada))).isFalse();
    clock.advance(Duration.ofHours(8).minusSeconds(1));
    assertThat(door.isValid(cookie)).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(door.isValid(cookie)).isFalse();
  }

  @Test
  void aSessionThatAnotherServerRevokedEndsWithinSecondsThoughItIsUsedAllTheTime()
      throws Exception {
    Operator ada = api.someone(Role.ANALYST);
    String token = api.signedIn(ada);
    long inUseUntil = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    while (System.nanoTime() < inUseUntil) {
      assertThat(api.query(token, "{ viewer { id } }").status()).isEqualTo(200);
      Thread.sleep(20);
    }

    sql.update("UPDATE session SET revoked_at = now() WHERE person_id = ?", ada.id());

    long latest = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    int status;
    do {
      status = api.query(token, "{ viewer { id } }").status();
      Thread.sleep(20);
    } while (status == 200 && System.nanoTime() < latest);
    assertThat(status).isEqualTo(401);
  }

  @Test
  void thePagesDoorIsLockedAsSigningInIs() {
    Operator ada = api.someone(Role.ANALYST);
    for (int failure = 0; failure < 5; failure++) {
      assertThat(door.open(ada.email(), "wrong", "192.0.2.1")).isEmpty();
    }

    assertThat(door.open(ada.email(), Api.PASSWORD, "192.0.2.1")).isEmpty();
    assertThat(door.isValid("garbage")).isFalse();
  }

  @Test
  void aDemoAccountIsMadeOnce() {
    Actor demo = Actor.system("demo");

    Optional<Operator> made =
        operators.createIfAbsent(demo, "Demo@example.com", "Demo", Role.OPERATOR, "demo");
    Optional<Operator> again =
        operators.createIfAbsent(demo, "demo@example.com", "Demo", Role.ADMIN, "other");

    assertThat(made).map(Operator::email).contains("demo@example.com");
    assertThat(again).isEmpty();
    assertThat(rows.byEmail("demo@example.com").orElseThrow().role()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void whatIsLongOverIsDeleted() {
    String token = api.signedIn(api.someone(Role.ANALYST));
    SignedTokens.Holder holder = tokens.read(SignedTokens.Audience.API, token).orElseThrow();

    clock.advance(Duration.ofHours(12).plusDays(7));
    housekeeping.sweep();
    assertThat(sessions.byId(holder.sessionId())).isPresent();

    clock.advance(Duration.ofSeconds(1));
    housekeeping.sweep();
    assertThat(sessions.byId(holder.sessionId())).isEmpty();
  }

  @Test
  void nothingChangesOutsideOfATransaction() {
    assertThatThrownBy(standings::forget).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whoWaitsTooLongToBeHashedIsToldToTryAgain() throws Exception {
    Passwords narrow =
        new Passwords(
            new SignInConfiguration(
                5,
                Duration.ofMinutes(15),
                1,
                Duration.ofMillis(20),
                Duration.ofMinutes(10),
                Duration.ofHours(12),
                Duration.ofHours(8),
                Duration.ofSeconds(3)));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      other.submit(
          () ->
              narrow.attempt(
                  () -> {
                    begun.countDown();
                    return await(end);
                  }));
      begun.await();

      assertThatThrownBy(() -> narrow.attempt(() -> "mine"))
          .isInstanceOfSatisfying(
              RequestError.class,
              refused -> assertThat(refused.code()).isEqualTo(RequestErrorCode.UNAVAILABLE));
      end.countDown();
    }
    assertThat(narrow.<String>attempt(() -> "mine")).isEqualTo("mine");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
