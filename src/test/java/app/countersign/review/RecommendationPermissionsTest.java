package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Allowance;
import app.countersign.platform.access.Role;
import app.countersign.recommendation.Claim;
import app.countersign.recommendation.Content;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.DecisionKind;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecommendationPermissionsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final UUID ME = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  @Test
  void anAnalystMayDoNothingAndIsToldWhichRoleItTakes() {
    RecommendationPermissions can = can(Role.ANALYST, pending(null));

    assertThat(can)
        .isEqualTo(
            new RecommendationPermissions(
                needs("operator"),
                needs("operator"),
                needs("senior operator"),
                needs("operator"),
                needs("operator"),
                needs("operator")));
  }

  @Test
  void anOperatorMayDecideWhatIsPendingButNotModifyIt() {
    RecommendationPermissions can = can(Role.OPERATOR, pending(null));

    assertThat(can)
        .isEqualTo(
            new RecommendationPermissions(
                Allowance.YES,
                Allowance.YES,
                needs("senior operator"),
                Allowance.YES,
                Allowance.YES,
                Allowance.no("There is no decision to take back.")));
  }

  @Test
  void aClaimOfAnotherKeepsASeniorFromEverythingButTakingItOver() {
    Claim claim = new Claim(OTHER, NOW.minusSeconds(60), NOW.plusSeconds(540));
    Allowance claimed = Allowance.no("Somebody else works on it until 2026-03-02T09:09:00Z.");

    RecommendationPermissions can = can(Role.SENIOR_OPERATOR, pending(claim));

    assertThat(can)
        .isEqualTo(
            new RecommendationPermissions(
                claimed,
                claimed,
                claimed,
                claimed,
                Allowance.YES,
                Allowance.no("There is no decision to take back.")));
    assertThat(can(Role.OPERATOR, pending(claim)).claim()).isEqualTo(claimed);
  }

  @Test
  void aDecisionIsTakenBackByItsDeciderWithinTheWindow() {
    Recommendation mine = approved(ME, NOW.plusNanos(1));
    Recommendation theirs = approved(OTHER, NOW.plusNanos(1));
    Recommendation late = approved(ME, NOW);

    assertThat(can(Role.OPERATOR, mine).undo()).isEqualTo(Allowance.YES);
    assertThat(can(Role.OPERATOR, theirs).undo())
        .isEqualTo(Allowance.no("Only the one who decided, or a senior operator, may undo it."));
    assertThat(can(Role.SENIOR_OPERATOR, theirs).undo()).isEqualTo(Allowance.YES);
    assertThat(can(Role.ADMIN, late).undo())
        .isEqualTo(Allowance.no("The time for taking the decision back has passed."));
    assertThat(can(Role.ADMIN, mine).approve())
        .isEqualTo(Allowance.no("It is approved now and cannot be approved."));
  }

  @Test
  void aFailedGuardrailKeepsOnlyFromApproving() {
    Recommendation judging = item(RecommendationStatus.PENDING, DeskFixture.JUDGES, null, null);

    RecommendationPermissions can = can(Role.ADMIN, judging);

    assertThat(can.approve())
        .isEqualTo(Allowance.no("It failed its guardrails (tone): modify the text first."));
    assertThat(can.reject()).isEqualTo(Allowance.YES);
    assertThat(can.modify()).isEqualTo(Allowance.YES);
  }

  private static RecommendationPermissions can(Role role, Recommendation item) {
    Actor me = new Actor(ME, "Me", role, Actor.Kind.PERSON, null);
    return RecommendationPermissions.of(item, me, NOW);
  }

  private static Allowance needs(String role) {
    return Allowance.no("This needs the role %s.".formatted(role));
  }

  private static Recommendation pending(@Nullable Claim claim) {
    return item(RecommendationStatus.PENDING, DeskFixture.PASSED, null, claim);
  }

  private static Recommendation approved(UUID by, Instant undoableUntil) {
    Decision decision =
        new Decision(
            new UUID(0, 9),
            new UUID(0, 8),
            null,
            DecisionKind.APPROVE,
            by,
            "Somebody",
            NOW.minusSeconds(300),
            null,
            RecommendationStatus.PENDING,
            undoableUntil,
            null,
            null,
            null);
    return item(RecommendationStatus.APPROVED, DeskFixture.PASSED, decision, null);
  }

  private static Recommendation item(
      RecommendationStatus status,
      GuardrailResult guardrails,
      @Nullable Decision decision,
      @Nullable Claim claim) {
    return new Recommendation(
        new UUID(0, 8),
        3,
        "user-1",
        "pipeline",
        null,
        PersonaKind.STUDENT,
        null,
        ContentType.QUIZ,
        "A title",
        "A rationale of some length.",
        "Notice",
        Priority.LOW,
        status,
        new Content("quiz", null, null, null, null),
        guardrails,
        decision,
        NOW,
        claim,
        NOW,
        NOW,
        NOW);
  }
}
