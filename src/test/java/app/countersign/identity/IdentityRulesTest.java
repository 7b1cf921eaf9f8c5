package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityRulesTest {
  private static final Duration ONE = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(strings = {"a@b", "ada.lovelace+desk@example.com", " Ada@Example.com ", "o'x@y.z"})
  void theseAreAddresses(String email) {
    assertThat(Requirements.email(email)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "@b", "a@", "a@b@c", "a b@c", "ä@example.com", "a\u0000@b"})
  void theseAreNoAddresses(String email) {
    assertThat(Requirements.email(email)).isNotNull();
  }

  @Test
  void anAddressHasAtMost254Characters() {
    assertThat(Requirements.email("a@" + "b".repeat(252))).isNull();
    assertThat(Requirements.email("a@" + "b".repeat(253))).isNotNull();
  }

  @Test
  void aNameIsPrintable() {
    assertThat(Requirements.name("Ada Lovelace ✒ 🖋")).isNull();
    assertThat(Requirements.name("x".repeat(200))).isNull();
    assertThat(Requirements.name("x".repeat(201))).isNotNull();
    assertThat(Requirements.name("a\u0000b")).isNotNull();
    assertThat(Requirements.name("a\ud800b")).isNotNull();
    assertThat(Requirements.name(" \u2003 ")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"ANALYST, 1", "OPERATOR, 5", "SENIOR_OPERATOR, 11", "ADMIN, 12"})
  void eachRoleAllowsWhatTheOnesBeforeAllowAndMore(Role role, int permissions) {
    List<Permission> all = List.of(Permission.values());

    assertThat(Permission.of(role)).isEqualTo(all.subList(0, permissions));
  }

  @ParameterizedTest
  @CsvSource({
    "ADMIN, ANALYST, ANALYST",
    "ANALYST, ADMIN, ANALYST",
    "OPERATOR, OPERATOR, OPERATOR",
  })
  void theLesserRoleIsInForce(Role owner, Role token, Role inForce) {
    Standing standing =
        new Standing(new UUID(1, 1), new UUID(2, 2), "Ada", owner, token, Instant.EPOCH, null);

    assertThat(standing.actor(Actor.Kind.TOKEN))
        .contains(new Actor(new UUID(2, 2), "Ada", inForce, Actor.Kind.TOKEN, new UUID(1, 1)));
  }

  @Test
  void nothingSecretOrPersonalShowsInALog() {
    Operator ada =
        new Operator(new UUID(1, 1), "Ada", "ada@example.com", Role.ADMIN, true, 1, Instant.EPOCH);
    List<Object> all =
        List.of(
            ada,
            new PersonRow(
                ada.id(), ada.email(), "Ada", Role.ADMIN, "hunter2", true, 1, Instant.EPOCH),
            new Session("hunter2", "hunter2", Instant.EPOCH, ada.id(), ada),
            new OpaqueToken("hunter2"),
            new CreateOperatorInput(ada.email(), "Ada", Role.ADMIN, "hunter2", null),
            new UpdateOperatorInput(ada.id(), null, null, "hunter2", null, null),
            new IdentityGraphQl.SignInInput(ada.email(), "hunter2"),
            new IdentityGraphQl.RefreshSessionInput("hunter2"),
            new IdentityGraphQl.CreateAccessTokenPayload(null, "hunter2", List.of()));

    assertThat(all)
        .allSatisfy(one -> assertThat(one.toString()).doesNotContain("hunter2", "ada@", "Ada"));
  }

  @Test
  void settingsThatMakeNoSenseStopTheStart() {
    assertThatThrownBy(() -> settings(0, ONE, 4, ONE, ONE)).hasMessageContaining("max-failures");
    assertThatThrownBy(() -> settings(5, ONE, 0, ONE, ONE)).hasMessageContaining("concurrent");
    assertThatThrownBy(() -> settings(5, Duration.ZERO, 4, ONE, ONE))
        .hasMessageContaining("lock-duration must be positive");
    assertThatThrownBy(() -> settings(5, ONE, 4, ONE.negated(), ONE))
        .hasMessageContaining("longest-wait");
    assertThatThrownBy(() -> settings(5, ONE, 4, ONE, Duration.ofMillis(5001)))
        .hasMessageContaining("standing-age");
  }

  private static SignInConfiguration settings(
      int maxFailures, Duration lock, int concurrent, Duration wait, Duration standing) {
    return new SignInConfiguration(maxFailures, lock, concurrent, wait, ONE, ONE, ONE, standing);
  }
}
