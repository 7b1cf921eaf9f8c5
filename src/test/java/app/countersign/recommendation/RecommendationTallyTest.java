package app.countersign.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.PersonaKind;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Sql;
import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import app.countersign.review.ReviewDesk;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted along is what counting the rows finds. */
@DeskTest
@Property(name = "countersign.database.name", value = "desk_tally")
class RecommendationTallyTest {
  private static final String REASON = "The numbers are out of date.";

  @Inject DeskFixture desk;
  @Inject ReviewDesk reviews;
  @Inject RecommendationRepository recommendations;
  @Inject RecommendationTally tally;
  @Inject Sql sql;

  private Actor operator;

  @BeforeEach
  void people() {
    operator = desk.operator(Role.SENIOR_OPERATOR);
  }

  @Test
  void everyChangeIsCounted() {
    Recommendation approved = desk.item();
    Recommendation rejected = desk.item();
    Recommendation undone = desk.item();
    desk.item();

    reviews.approve(operator, approved.id(), null, null);
    reviews.reject(operator, rejected.id(), REASON, null);
    reviews.flag(operator, undone.id(), REASON, null);

    assertThat(differences()).isZero();
    assertThat(total(List.of(RecommendationStatus.PENDING), null))
        .isEqualTo(rows("status = 'PENDING'"));
    assertThat(total(List.of(RecommendationStatus.FLAGGED), null))
        .isEqualTo(rows("status = 'FLAGGED'"))
        .isPositive();
    assertThat(total(null, List.of(PersonaKind.STUDENT)))
        .isEqualTo(rows("persona_primary = 'STUDENT'"));
    assertThat(total(null, null)).isEqualTo(rows("true"));
    assertThat(total(List.of(), null)).isZero();
  }

  @Test
  void summingUpChangesNoNumber() {
    for (int number = 0; number < 210; number++) {
      Recommendation item = desk.item();
      reviews.flag(operator, item.id(), REASON, null);
    }
    long before = count("recommendation_tally");

    tally.sum();

    assertThat(before).isGreaterThan(200);
    assertThat(count("recommendation_tally")).isLessThan(20);
    assertThat(differences()).isZero();
  }

  @Test
  void whatIsRolledBackIsNotCounted() {
    long before = total(List.of(RecommendationStatus.PENDING), null);

    sql.update(
        "DO $$ BEGIN UPDATE recommendation SET status = 'REJECTED'; RAISE EXCEPTION 'stop';"
            + " EXCEPTION WHEN raise_exception THEN NULL; END $$");

    assertThat(total(List.of(RecommendationStatus.PENDING), null)).isEqualTo(before);
    assertThat(differences()).isZero();
  }

  private long total(
      @Nullable List<RecommendationStatus> status, @Nullable List<PersonaKind> persona) {
    RecommendationFilter filter =
        new RecommendationFilter(status, persona, null, null, null, null, null, null, null, null);
    assertThat(RecommendationTally.covers(filter)).isTrue();
    return recommendations
        .page(
            filter,
            RecommendationOrder.NEWEST,
            operator.id(),
            desk.clock().instant(),
            PageRequest.first(1))
        .total()
        .getAsLong();
  }

  /** How many kinds the tally and the rows disagree on. */
  private long differences() {
    return count(
        """
        (SELECT status, persona_primary, priority, type, sum(number) AS number
          FROM recommendation_tally GROUP BY 1, 2, 3, 4 HAVING sum(number) <> 0) tally
        FULL JOIN
        (SELECT status, persona_primary, priority, type, count(*) AS number
          FROM recommendation GROUP BY 1, 2, 3, 4) counted
        USING (status, persona_primary, priority, type)
        WHERE tally.number IS DISTINCT FROM counted.number\
        """);
  }

  private long rows(String condition) {
    return count("recommendation WHERE " + condition);
  }

  private long count(String from) {
    Long number = sql.first("SELECT count(*) AS n FROM " + from, row -> row.getLong("n"));
    return number == null ? -1 : number;
  }
}
