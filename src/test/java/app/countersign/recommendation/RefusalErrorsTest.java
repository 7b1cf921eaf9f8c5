package app.countersign.recommendation;

import static app.countersign.recommendation.RecommendationStatus.APPROVED;
import static app.countersign.recommendation.RecommendationStatus.FLAGGED;
import static app.countersign.recommendation.RecommendationStatus.PENDING;
import static app.countersign.recommendation.RecommendationStatus.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalErrorsTest {
  private static final Instant UNTIL = Instant.parse("2026-03-02T09:10:00Z");

  @ParameterizedTest
  @MethodSource("refusals")
  void eachRefusalHasItsCodeItsPlaceAndHowTheThingStands(Refusal refusal, UserError expected) {
    assertThat(RefusalErrors.of(refusal, "input")).isEqualTo(expected);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            new Refusal.NotFound("flagId"),
            error(UserErrorCode.NOT_FOUND, "There is nothing with this id.", "flagId")),
        Arguments.of(
            Refusal.InvalidInput.of("reason", "Too short."),
            error(UserErrorCode.INVALID_INPUT, "Too short.", "reason")),
        Arguments.of(
            new Refusal.StaleVersion(4, APPROVED),
            error(
                    UserErrorCode.STALE_VERSION,
                    "It has moved on to version 4 since it was read: read it again.",
                    "expectedVersion")
                .at(4, "APPROVED")),
        Arguments.of(
            new Refusal.IllegalTransition("be claimed", 2, REJECTED),
            error(
                    UserErrorCode.ILLEGAL_TRANSITION,
                    "It is rejected now and cannot be claimed.",
                    "recommendationId")
                .at(2, "REJECTED")),
        Arguments.of(
            new Refusal.ClaimedByOther(UNTIL, 2, PENDING),
            error(
                    UserErrorCode.CLAIMED_BY_OTHER,
                    "Somebody else works on it until 2026-03-02T09:10:00Z.",
                    "recommendationId")
                .at(2, "PENDING")),
        Arguments.of(
            new Refusal.GuardrailsFailed(List.of("tone", "advice"), 1, FLAGGED),
            error(
                    UserErrorCode.GUARDRAILS_FAILED,
                    "It failed its guardrails (tone, advice): modify the text first.",
                    "recommendationId")
                .at(1, "FLAGGED")),
        Arguments.of(
            new Refusal.NothingToUndo(3, PENDING),
            error(
                    UserErrorCode.NOTHING_TO_UNDO,
                    "There is no decision to take back.",
                    "recommendationId")
                .at(3, "PENDING")),
        Arguments.of(
            new Refusal.NotAllowed("Not yours."),
            error(UserErrorCode.NOT_ALLOWED, "Not yours.", "recommendationId")),
        Arguments.of(
            new Refusal.UndoExpired(2, APPROVED),
            error(
                    UserErrorCode.UNDO_EXPIRED,
                    "The time for taking the decision back has passed.",
                    "recommendationId")
                .at(2, "APPROVED")),
        Arguments.of(
            new Refusal.FlagClosed(true),
            error(
                    UserErrorCode.ILLEGAL_TRANSITION,
                    "The flag was withdrawn with its decision.",
                    "flagId")
                .at(null, "WITHDRAWN")),
        Arguments.of(
            new Refusal.FlagClosed(false),
            error(UserErrorCode.ILLEGAL_TRANSITION, "The flag is resolved already.", "flagId")
                .at(null, "RESOLVED")),
        Arguments.of(
            new Refusal.NotAttempted(),
            error(
                UserErrorCode.NOT_ATTEMPTED,
                "Not attempted, because another item was refused.",
                "recommendationId")),
        Arguments.of(
            new Refusal.UnknownUser(List.of("items", "0", "userId")),
            error(UserErrorCode.NOT_FOUND, "There is no such user.", "items", "0", "userId")),
        Arguments.of(
            new Refusal.ConsentMissing(List.of("items", "0", "userId"), "No consent."),
            error(UserErrorCode.CONSENT_MISSING, "No consent.", "items", "0", "userId")));
  }

  @Test
  void aStatusIsNamedInAWord() {
    assertThat(
            Stream.of(RecommendationStatus.values())
                .map(status -> new Refusal.IllegalTransition("be moved", 1, status))
                .map(RefusalErrors::message))
        .containsExactly(
            "It is pending now and cannot be moved.",
            "It is approved now and cannot be moved.",
            "It is rejected now and cannot be moved.",
            "It is flagged now and cannot be moved.");
  }

  @Test
  void whatTheDeskRefusesEndsTheMutationWithEveryReason() {
    assertThatThrownBy(() -> RefusalErrors.translating(RefusalErrorsTest::refuse))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(UserError::path)
                    .containsExactly(List.of("input", "title"), List.of("input", "rationale")));
    assertThat(RefusalErrors.translating(() -> "done")).isEqualTo("done");
  }

  @Test
  void noRefusalIsNoEnd() {
    RefusedByDesk.unlessEmpty(List.of());

    assertThatThrownBy(() -> RefusedByDesk.unlessEmpty(List.of(new Refusal.NotAttempted())))
        .isInstanceOf(RefusedByDesk.class);
  }

  private static String refuse() {
    throw new RefusedByDesk(
        List.of(
            Refusal.InvalidInput.of("title", "Too short."),
            Refusal.InvalidInput.of("rationale", "Too long.")));
  }

  private static UserError error(UserErrorCode code, String message, String... path) {
    List<String> whole = Stream.concat(Stream.of("input"), Stream.of(path)).toList();
    return new UserError(code, message, whole, (@Nullable Integer) null, null);
  }
}
