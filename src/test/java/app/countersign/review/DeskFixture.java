package app.countersign.review;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.countersign.guardrail.GuardrailCheck;
import app.countersign.guardrail.GuardrailFinding;
import app.countersign.guardrail.GuardrailResult;
import app.countersign.intake.NewRecommendation;
import app.countersign.intake.NewTrace;
import app.countersign.intake.RecommendationIntake;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.recommendation.Content;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** People at the desk and items on it, for tests against a real database. */
@Singleton
@Requires(property = "countersign.test.clock")
public class DeskFixture {
  public static final String USER = "user-1";
  public static final String TITLE = "How a card's utilization works";
  public static final String RATIONALE =
      "Your card ending in 4523 is at 68 % of its limit, because the balance is $3,400 of $5,000.";
  public static final GuardrailResult PASSED =
      new GuardrailResult(GuardrailCheck.PASSED, GuardrailCheck.PASSED, GuardrailCheck.PASSED);
  public static final GuardrailResult JUDGES =
      new GuardrailResult(
          GuardrailCheck.of(
              List.of(
                  new GuardrailFinding(
                      "JUDGING_WORDS", "This judges.", "careless", "rationale", 5, 13))),
          GuardrailCheck.PASSED,
          GuardrailCheck.PASSED);
  public static final GuardrailResult INELIGIBLE =
      new GuardrailResult(
          GuardrailCheck.PASSED,
          GuardrailCheck.PASSED,
          GuardrailCheck.of(List.of(GuardrailFinding.of("RATE_UNKNOWN", "The rate is unknown."))));

  private static final List<String> TABLES =
      List.of(
          "recommendation",
          "decision",
          "flag",
          "note",
          "tag",
          "revision",
          "recommendation_view",
          "decision_trace",
          "audit_entry",
          "audit_head",
          "delivery");

  private final Sql sql;
  private final RecommendationIntake intake;
  private final RecommendationRepository recommendations;
  private final TestClock clock;

  DeskFixture(
      Sql sql,
      RecommendationIntake intake,
      RecommendationRepository recommendations,
      TestClock clock) {
    this.sql = sql;
    this.intake = intake;
    this.recommendations = recommendations;
    this.clock = clock;
  }

  /** What the desk did, as a whole: equal exactly when nothing changed. */
  public List<String> everything() {
    List<String> rows = new ArrayList<>();
    for (String table : TABLES) {
      rows.addAll(
          sql.list(
              "SELECT '%1$s ' || to_jsonb(t)::text AS row FROM %1$s t ORDER BY 1".formatted(table),
              row -> Rows.text(row, "row")));
    }
    return rows;
  }

  /** Why a call was refused; fails when it was not, or when it changed anything. */
  public List<Refusal> refusals(ThrowingCallable call) {
    List<String> before = everything();
    RefusedByDesk refused = catchThrowableOfType(RefusedByDesk.class, call);
    if (refused == null) {
      throw new AssertionError("the call was not refused");
    }
    if (!everything().equals(before)) {
      throw new AssertionError("the refused call changed something");
    }
    return refused.refusals();
  }

  /** As {@link #refusals}, of which there is one. */
  public Refusal refusal(ThrowingCallable call) {
    List<Refusal> refusals = refusals(call);
    if (refusals.size() != 1) {
      throw new AssertionError("refused for " + refusals);
    }
    return refusals.getFirst();
  }

  public Actor operator(Role role) {
    UUID id = Ids.next();
    String name = role.name().charAt(0) + role.name().substring(1).toLowerCase() + " " + id;
    sql.update(
        """
        INSERT INTO person (id, email, name, role, password_hash, created_at)
        VALUES (?, ?, ?, ?, 'x', ?)
        """,
        id,
        id + "@example.org",
        name,
        role,
        clock.instant());
    return new Actor(id, name, role, Actor.Kind.PERSON, Ids.next());
  }

  public void user(String id, String... consents) {
    sql.update(
        "INSERT INTO app_user (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        id,
        clock.instant());
    for (String kind : consents) {
      sql.update(
          """
          INSERT INTO consent (user_id, kind, granted, text_version, changed_at)
          VALUES (?, ?, true, '1', ?)
          """,
          id,
          kind,
          clock.instant());
    }
  }

  /** A pending item that may be approved. */
  public Recommendation item() {
    return item(PASSED);
  }

  public Recommendation item(GuardrailResult guardrails) {
    return item(fresh(USER, PersonaKind.HIGH_UTILIZATION, Priority.HIGH, guardrails, null));
  }

  public Recommendation item(NewRecommendation fresh) {
    return items(List.of(fresh)).getFirst();
  }

  public List<Recommendation> items(int count) {
    List<NewRecommendation> fresh = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      fresh.add(fresh(USER, PersonaKind.HIGH_UTILIZATION, Priority.HIGH, PASSED, null));
    }
    return items(fresh);
  }

  public List<Recommendation> items(List<NewRecommendation> fresh) {
    fresh.forEach(item -> user(item.userId()));
    return intake.create(Actor.system("Test pipeline"), fresh).stream()
        .map(arrival -> Objects.requireNonNull(arrival.recommendation()))
        .toList();
  }

  public NewRecommendation fresh(
      String userId,
      PersonaKind persona,
      Priority priority,
      GuardrailResult guardrails,
      @Nullable NewTrace trace) {
    return new NewRecommendation(
        userId,
        "pipeline",
        null,
        persona,
        null,
        ContentType.ARTICLE,
        TITLE,
        RATIONALE,
        "Education, not advice.",
        priority,
        new Content("credit-utilization", "https://example.org/a", 5, null, new BigDecimal("4.50")),
        guardrails,
        clock.instant(),
        trace);
  }

  public Recommendation read(UUID id) {
    return Objects.requireNonNull(recommendations.find(id));
  }

  public RecommendationStatus status(UUID id) {
    return read(id).status();
  }

  /** The actions on record for an item, oldest first. */
  public List<String> actions(UUID id) {
    return sql.list(
        "SELECT action FROM audit_entry WHERE recommendation_id = ? ORDER BY sequence",
        row -> Rows.text(row, "action"),
        id);
  }

  /** The last audit entry of an item: {@code before -> after}. */
  public String lastEntry(UUID id) {
    return Objects.requireNonNull(
        sql.first(
            """
            SELECT coalesce(before::text, 'nothing') || ' -> ' || coalesce(after::text, 'nothing')
              AS change
            FROM audit_entry WHERE recommendation_id = ? ORDER BY sequence DESC LIMIT 1
            """,
            row -> Rows.text(row, "change"),
            id));
  }

  /** Where each delivery of an item stands, oldest first. */
  public List<String> deliveries(UUID id) {
    return sql.list(
        "SELECT status FROM delivery WHERE subject_id = ? ORDER BY created_at, id",
        row -> Rows.text(row, "status"),
        id);
  }

  public long count(String from, @Nullable Object... values) {
    return Objects.requireNonNull(
        sql.first("SELECT count(*) AS n FROM " + from, row -> Rows.longInteger(row, "n"), values));
  }

  public Sql sql() {
    return sql;
  }

  public TestClock clock() {
    return clock;
  }
}
