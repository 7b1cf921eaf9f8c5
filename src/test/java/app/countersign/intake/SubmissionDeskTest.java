package app.countersign.intake;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.guardrail.Disclaimer;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.StatementCounter;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.Refusal;
import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import app.countersign.signal.UserSignals;
import app.countersign.testing.TestTraces;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.DecisionTrace;
import app.countersign.trace.ModelUse;
import app.countersign.trace.TraceRepository;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeskTest
@Property(name = "countersign.database.name", value = "desk_submission")
class SubmissionDeskTest {
  private static final OffsetDateTime NIGHT = OffsetDateTime.parse("2026-03-02T01:00:00+02:00");

  @Inject DeskFixture desk;
  @Inject SubmissionDesk submissions;
  @Inject TraceRepository traces;

  private Actor script;
  private String willing = "";
  private String open = "";
  private String unwilling = "";

  @BeforeEach
  void people() {
    script = desk.operator(Role.SENIOR_OPERATOR);
    willing = "submit-" + Ids.next();
    open = "submit-" + Ids.next();
    unwilling = "submit-" + Ids.next();
    desk.user(willing, "RECOMMENDATIONS");
    desk.user(open, "RECOMMENDATIONS", "PARTNER_OFFERS");
    desk.user(unwilling, "DATA_ANALYSIS");
  }

  @Test
  void eachItemIsAcceptedOrRefusedByItself() {
    List<SubmissionDesk.Outcome> outcomes =
        submissions.submit(
            script,
            " Lab ",
            List.of(
                item(unwilling, ContentType.ARTICLE),
                item(willing, ContentType.ARTICLE),
                item("nobody", ContentType.ARTICLE),
                item(willing, ContentType.PARTNER_OFFER)));

    assertThat(outcomes)
        .extracting(SubmissionDesk.Outcome::refusals)
        .containsExactly(
            List.of(
                new Refusal.ConsentMissing(
                    List.of("items", "0", "userId"),
                    "The user has not consented to recommendations.")),
            List.of(),
            List.of(new Refusal.UnknownUser(List.of("items", "2", "userId"))),
            List.of(
                new Refusal.ConsentMissing(
                    List.of("items", "3", "userId"),
                    "The user has not consented to partners' offers.")));
    Recommendation accepted = Objects.requireNonNull(outcomes.get(1).recommendation());
    assertThat(accepted.source()).isEqualTo("Lab");
    assertThat(accepted.assignmentId()).isNull();
    assertThat(accepted.disclaimer()).isEqualTo(Disclaimer.EDUCATION.text());
    assertThat(accepted.guardrails()).isEqualTo(DeskFixture.PASSED);
    assertThat(accepted.content().url()).isEqualTo("https://example.org/guide");
    assertThat(desk.read(accepted.id())).isEqualTo(accepted);
    assertThat(desk.actions(accepted.id())).containsExactly("CREATE");
    assertThat(traces.byRecommendation(Set.of(accepted.id()))).isEmpty();
    assertThat(
            desk.count(
                "audit_entry WHERE recommendation_id = ? AND actor_id = ?",
                accepted.id(),
                script.id()))
        .isEqualTo(1);
  }

  @Test
  void ourGuardrailsJudgeTextAndOffer() {
    Submission judging =
        new Submission(
            open,
            PersonaKind.STUDENT,
            null,
            ContentType.ARTICLE,
            "You were careless again",
            "Your card is at 68 % because of careless spending on coffee.",
            Priority.LOW,
            "a",
            null,
            null,
            null);
    Submission unknownOffer = offer("offer-of-somebody");
    Submission openOffer = offer("offer_tidewater_tracker");

    List<SubmissionDesk.Outcome> outcomes =
        submissions.submit(script, "Lab", List.of(judging, unknownOffer, openOffer));

    Recommendation first = Objects.requireNonNull(outcomes.get(0).recommendation());
    Recommendation second = Objects.requireNonNull(outcomes.get(1).recommendation());
    Recommendation third = Objects.requireNonNull(outcomes.get(2).recommendation());
    assertThat(first.guardrails().failed()).containsExactly("tone");
    assertThat(second.guardrails().failed()).containsExactly("eligibility");
    assertThat(second.disclaimer()).isEqualTo(Disclaimer.PARTNER_OFFER.text());
    assertThat(third.guardrails().passed()).isTrue();
  }

  @Test
  void aTraceIsKeptAsItCameWithOurOwnLastStep() {
    Submission.Trace given =
        new Submission.Trace(
            NIGHT,
            NIGHT.plusSeconds(1),
            NIGHT.plusSeconds(1),
            NIGHT.plusSeconds(3),
            List.of(
                new Submission.Candidate("other", "Another guide", 0.25, null),
                new Submission.Candidate("guide", "The guide", 0.75, " It fits. ")),
            new Submission.Model("small-model", 0.5, 100));

    Recommendation accepted =
        Objects.requireNonNull(
            submissions
                .submit(script, "Lab", List.of(withTrace(given)))
                .getFirst()
                .recommendation());

    DecisionTrace trace =
        Objects.requireNonNull(TestTraces.of(traces, Set.of(accepted.id())).get(accepted.id()));
    assertThat(accepted.generatedAt()).isEqualTo(NIGHT.plusSeconds(3).toInstant());
    assertThat(trace.times().signalsDetectedAt()).isEqualTo(NIGHT.toInstant());
    assertThat(trace.times().guardrailsCheckedAt()).isEqualTo(desk.clock().instant());
    assertThat(trace.asOf()).isEqualTo(LocalDate.of(2026, 3, 1));
    assertThat(trace.signals()).isEqualTo(UserSignals.NONE);
    assertThat(trace.personaMatches()).isEmpty();
    assertThat(trace.contentCandidates())
        .containsExactly(
            new ContentCandidate(
                "guide",
                "The guide",
                ContentType.ARTICLE,
                new BigDecimal("0.75"),
                List.of(),
                List.of("It fits."),
                true),
            new ContentCandidate(
                "other",
                "Another guide",
                ContentType.ARTICLE,
                new BigDecimal("0.25"),
                List.of(),
                List.of(),
                false));
    assertThat(trace.model()).isEqualTo(new ModelUse("small-model", new BigDecimal("0.5"), 100));
  }

  @Test
  void everythingWrongWithAnItemIsNamedByItsPlace() {
    Submission wrong =
        new Submission(
            willing,
            PersonaKind.NONE,
            PersonaKind.NONE,
            ContentType.QUIZ,
            "four",
            "too short",
            Priority.LOW,
            " ",
            "ftp://example.org",
            0,
            new Submission.Trace(
                NIGHT,
                NIGHT.minusSeconds(1),
                NIGHT.minusSeconds(2),
                NIGHT.plusDays(2),
                List.of(new Submission.Candidate("", "t".repeat(201), 1.01, "r".repeat(501))),
                new Submission.Model("", 2.1, -1)));

    List<Refusal> refusals =
        submissions
            .submit(script, "Lab", List.of(item(willing, ContentType.QUIZ), wrong))
            .get(1)
            .refusals();

    assertThat(refusals)
        .extracting(refusal -> String.join(".", ((Refusal.InvalidInput) refusal).path()))
        .containsExactly(
            "items.1.title",
            "items.1.rationale",
            "items.1.contentId",
            "items.1.personaPrimary",
            "items.1.personaSecondary",
            "items.1.url",
            "items.1.readTimeMinutes",
            "items.1.trace.personaAssignedAt",
            "items.1.trace.contentMatchedAt",
            "items.1.trace.rationaleGeneratedAt",
            "items.1.trace.candidates.0.contentId",
            "items.1.trace.candidates.0.title",
            "items.1.trace.candidates.0.score",
            "items.1.trace.candidates.0.reason",
            "items.1.trace.model.name",
            "items.1.trace.model.temperature",
            "items.1.trace.model.tokens");
  }

  @Test
  void addressesAndCandidatesHaveTheirLimits() {
    Submission.Candidate one = new Submission.Candidate("a", "A", 0, null);
    Submission.Trace tooMany =
        new Submission.Trace(NIGHT, NIGHT, NIGHT, NIGHT, Collections.nCopies(51, one), null);

    assertThat(refusedFields(withUrl("https://" + "a".repeat(1_992) + "x"))).containsExactly("url");
    assertThat(refusedFields(withUrl("not an address"))).containsExactly("url");
    assertThat(refusedFields(withUrl("https:///nowhere"))).containsExactly("url");
    assertThat(refusedFields(withUrl(null))).isEmpty();
    assertThat(refusedFields(withTrace(tooMany))).containsExactly("trace.candidates");
  }

  @Test
  void theCallAsAWholeIsRefusedByItsLimits() {
    Submission good = item(willing, ContentType.ARTICLE);

    assertThat(desk.refusals(() -> submissions.submit(script, "", Collections.nCopies(501, good))))
        .containsExactly(
            Refusal.InvalidInput.of("source", "The source must not be blank."),
            Refusal.InvalidInput.of("items", "Give 1 to 500 items, not 501."));
    assertThat(desk.refusal(() -> submissions.submit(script, "Lab", List.of())))
        .isEqualTo(Refusal.InvalidInput.of("items", "Give 1 to 500 items, not 0."));
    assertThat(desk.refusal(() -> submissions.submit(script, "Pipeline", List.of(good))))
        .isEqualTo(Refusal.InvalidInput.of("source", "This is the name of our own pipeline."));
  }

  @Test
  void fiveHundredTakeTheSameStatementsAsOne() {
    Submission good = item(willing, ContentType.ARTICLE);

    assertThat(statements(List.of(good))).isEqualTo(5);
    assertThat(statements(Collections.nCopies(500, good))).isEqualTo(5);
  }

  private int statements(List<Submission> items) {
    StatementCounter counter = new StatementCounter();
    counter.call(() -> submissions.submit(script, "Lab", items));
    return counter.count();
  }

  private List<String> refusedFields(Submission item) {
    return SubmissionRules.faults(item, 0, desk.clock().instant()).stream()
        .map(refusal -> ((Refusal.InvalidInput) refusal).path())
        .map(path -> String.join(".", path.subList(2, path.size())))
        .toList();
  }

  private Submission item(String user, ContentType type) {
    return new Submission(
        user,
        PersonaKind.STUDENT,
        PersonaKind.GENERAL,
        type,
        "A guide to a student budget",
        "Your rent was $900 last month, because the flat is new to you.",
        Priority.MEDIUM,
        "guide",
        "https://example.org/guide",
        7,
        null);
  }

  private Submission offer(String contentId) {
    return new Submission(
        open,
        PersonaKind.SUBSCRIPTION_HEAVY,
        null,
        ContentType.PARTNER_OFFER,
        "A tracker",
        "You have 5 subscriptions of $64 a month, because streaming adds up.",
        Priority.LOW,
        contentId,
        null,
        null,
        null);
  }

  private Submission withTrace(Submission.Trace trace) {
    Submission base = item(willing, ContentType.ARTICLE);
    return new Submission(
        base.userId(),
        base.personaPrimary(),
        null,
        base.type(),
        base.title(),
        base.rationale(),
        base.priority(),
        base.contentId(),
        null,
        null,
        trace);
  }

  private Submission withUrl(@Nullable String url) {
    Submission base = item(willing, ContentType.ARTICLE);
    return new Submission(
        base.userId(),
        base.personaPrimary(),
        null,
        base.type(),
        base.title(),
        base.rationale(),
        base.priority(),
        base.contentId(),
        url,
        null,
        null);
  }
}
