package app.countersign.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.annotation.AnnotationDesk;
import app.countersign.intake.NewRecommendation;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.BadPage;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.StatementCounter;
import app.countersign.platform.graphql.DateTimeRange;
import app.countersign.review.ClaimDesk;
import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import app.countersign.review.ReviewDesk;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DeskTest
@Property(name = "countersign.database.name", value = "desk_list")
class RecommendationListTest {
  private static final String REASON = "The numbers are out of date.";

  @Inject DeskFixture desk;
  @Inject RecommendationRepository recommendations;
  @Inject ReviewDesk reviews;
  @Inject ClaimDesk claims;
  @Inject AnnotationDesk annotations;

  private Actor operator;
  private String user = "";

  @BeforeEach
  void people() {
    operator = desk.operator(Role.OPERATOR);
    user = "list-" + Ids.next();
  }

  @Test
  void omittedMeansPendingNullMeansAllAndAnEmptyListNothing() {
    Recommendation pending = item(Priority.HIGH);
    Recommendation flagged = item(Priority.HIGH);
    Recommendation rejected = item(Priority.HIGH);
    reviews.flag(operator, flagged.id(), REASON, null);
    reviews.reject(operator, rejected.id(), REASON, null);

    assertThat(ids(filter().status(List.of(RecommendationStatus.PENDING))))
        .containsExactly(pending.id());
    assertThat(RecommendationFilter.WAITING.status()).containsExactly(RecommendationStatus.PENDING);
    assertThat(ids(filter().status(null)))
        .containsExactly(rejected.id(), flagged.id(), pending.id());
    assertThat(ids(filter().status(List.of()))).isEmpty();
    assertThat(
            ids(
                filter()
                    .status(List.of(RecommendationStatus.FLAGGED, RecommendationStatus.REJECTED))))
        .containsExactly(rejected.id(), flagged.id());
  }

  @Test
  void eachFieldNarrowsAndTogetherTheyAnd() {
    Recommendation student = item(fresh(PersonaKind.STUDENT, Priority.LOW));
    Recommendation saver = item(fresh(PersonaKind.SAVINGS_BUILDER, Priority.LOW));
    Recommendation failing =
        item(desk.fresh(user, PersonaKind.STUDENT, Priority.HIGH, DeskFixture.JUDGES, null));

    assertThat(ids(filter().persona(List.of(PersonaKind.STUDENT))))
        .containsExactly(failing.id(), student.id());
    assertThat(ids(filter().priority(List.of(Priority.LOW))))
        .containsExactly(saver.id(), student.id());
    assertThat(
            ids(
                filter()
                    .persona(List.of(PersonaKind.STUDENT))
                    .priority(List.of(Priority.LOW, Priority.MEDIUM))))
        .containsExactly(student.id());
    assertThat(ids(filter().guardrailsPassed(false))).containsExactly(failing.id());
    assertThat(ids(filter().guardrailsPassed(true))).containsExactly(saver.id(), student.id());
    assertThat(ids(filter().type(List.of(ContentType.ARTICLE)))).hasSize(3);
    assertThat(ids(filter().type(List.of(ContentType.QUIZ, ContentType.VIDEO)))).isEmpty();
    assertThat(ids(filter().users(List.of(user, "nobody")))).hasSize(3);
    assertThat(ids(filter().users(List.of()))).isEmpty();
  }

  @Test
  void claimsAndTagsNarrow() {
    Recommendation mine = item(Priority.HIGH);
    Recommendation theirs = item(Priority.HIGH);
    Recommendation lapsed = item(Priority.HIGH);
    Recommendation free = item(Priority.HIGH);
    claims.claim(desk.operator(Role.OPERATOR), lapsed.id(), false, null);
    desk.clock().advance(Duration.ofMinutes(10));
    claims.claim(operator, mine.id(), false, null);
    claims.claim(desk.operator(Role.OPERATOR), theirs.id(), false, null);
    annotations.addTag(operator, free.id(), TagName.EDGE_CASE);
    annotations.addTag(operator, free.id(), TagName.TONE_CONCERN);

    assertThat(ids(filter().claimedByMe(true))).containsExactly(mine.id());
    assertThat(ids(filter().claimedByMe(false))).containsExactly(free.id(), lapsed.id());
    assertThat(ids(filter().tag(List.of(TagName.TONE_CONCERN, TagName.EDGE_CASE))))
        .containsExactly(free.id());
    assertThat(ids(filter().tag(List.of(TagName.MODEL_ERROR)))).isEmpty();
    assertThat(ids(filter().tag(List.of()))).isEmpty();
  }

  @Test
  void aDayIsIncludedWhole() {
    desk.clock().set(desk.clock().instant().plus(Duration.ofDays(40)));
    LocalDate day = LocalDate.ofInstant(desk.clock().instant(), java.time.ZoneOffset.UTC);
    desk.clock().set(day.atTime(23, 59, 59).toInstant(java.time.ZoneOffset.UTC));
    Recommendation last = item(Priority.HIGH);
    Recommendation nextDay = item(Priority.HIGH);

    assertThat(ids(filter().created(new DateTimeRange(null, null, day, day, "UTC"))))
        .containsExactly(last.id());
    assertThat(ids(filter().created(new DateTimeRange(null, null, day.plusDays(1), null, "UTC"))))
        .containsExactly(nextDay.id());
    assertThat(ids(filter().created(new DateTimeRange(null, null, null, day, "America/New_York"))))
        .containsExactly(nextDay.id(), last.id());
  }

  @Test
  void wordsAreFoundInTitleAndRationaleAsInASearchEngine() {
    Recommendation cats =
        item(text("Budgeting with a quiet cat", "Groceries were $120 because of the feast."));
    Recommendation dogs =
        item(text("Budgeting with a dog", "Rent was $900 because the flat is large."));

    assertThat(ids(filter().search("budgets"))).containsExactly(dogs.id(), cats.id());
    assertThat(ids(filter().search("feast"))).containsExactly(cats.id());
    assertThat(ids(filter().search("\"quiet cat\""))).containsExactly(cats.id());
    assertThat(ids(filter().search("budgeting -cat"))).containsExactly(dogs.id());
    assertThat(ids(filter().search("rent OR groceries"))).containsExactly(dogs.id(), cats.id());
    assertThat(ids(filter().search("unheard"))).isEmpty();
    assertThat(ids(filter().search(" "))).hasSize(2);
    assertThat(ids(filter().search("'; DROP TABLE note; -- & | ! ("))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(RecommendationOrder.class)
  void pagesForwardAndBackwardMakeUpTheWholeListOnce(RecommendationOrder order) {
    List<Recommendation> all = new ArrayList<>();
    for (int number = 0; number < 23; number++) {
      all.add(item(Priority.values()[number % 3]));
    }
    all.sort(
        switch (order) {
          case NEWEST -> Comparator.comparing(Recommendation::createdAt).reversed();
          case OLDEST -> Comparator.comparing(Recommendation::createdAt);
          case FAIREST ->
              Comparator.comparing(Recommendation::priority)
                  .thenComparing(Recommendation::createdAt);
        });
    List<UUID> expected = all.stream().map(Recommendation::id).toList();

    assertThat(forward(order)).isEqualTo(expected);
    assertThat(backward(order)).isEqualTo(expected);
  }

  @Test
  void anItemMadeMeanwhileDoesNotShiftThePages() {
    List<Recommendation> items =
        List.of(item(Priority.LOW), item(Priority.LOW), item(Priority.LOW));
    Page<Recommendation> first = page(RecommendationOrder.NEWEST, PageRequest.first(1));
    item(Priority.LOW);

    Page<Recommendation> second =
        page(RecommendationOrder.NEWEST, PageRequest.first(5, first.cursors().getLast()));

    assertThat(second.items())
        .extracting(Recommendation::id)
        .containsExactly(items.get(1).id(), items.get(0).id());
  }

  @Test
  void aCursorOfAnotherOrderIsRefused() {
    item(Priority.LOW);
    String cursor = page(RecommendationOrder.NEWEST, PageRequest.first(1)).cursors().getFirst();

    assertThatThrownBy(() -> page(RecommendationOrder.FAIREST, PageRequest.first(1, cursor)))
        .isInstanceOf(BadPage.class);
  }

  @Test
  void thePagesOfManyUsersTakeOneStatement() {
    String other = "list-" + Ids.next();
    Recommendation first = item(Priority.LOW);
    Recommendation second = item(Priority.LOW);
    Recommendation theirs =
        item(desk.fresh(other, PersonaKind.STUDENT, Priority.LOW, DeskFixture.PASSED, null));
    reviews.reject(operator, second.id(), REASON, null);
    StatementCounter counter = new StatementCounter();

    Map<String, Page<Recommendation>> pages =
        counter.call(
            () ->
                recommendations.pagesByUser(
                    Set.of(user, other, "list-nobody"), null, PageRequest.first(5)));

    assertThat(counter.count()).isEqualTo(1);
    assertThat(pages.get(user).items())
        .extracting(Recommendation::id)
        .containsExactly(second.id(), first.id());
    assertThat(pages.get(other).items())
        .extracting(Recommendation::id)
        .containsExactly(theirs.id());
    assertThat(pages.get("list-nobody").items()).isEmpty();
    assertThat(
            recommendations
                .pagesByUser(
                    Set.of(user), List.of(RecommendationStatus.REJECTED), PageRequest.first(5))
                .get(user)
                .items())
        .extracting(Recommendation::id)
        .containsExactly(second.id());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Recommendation item = item(Priority.LOW);

    assertThat(recommendations.find(Ids.next())).isNull();
    assertThat(recommendations.byIds(Set.of())).isEmpty();
    assertThat(recommendations.byIds(Set.of(item.id(), Ids.next())))
        .containsExactly(Map.entry(item.id(), item));
  }

  private List<UUID> forward(RecommendationOrder order) {
    List<UUID> ids = new ArrayList<>();
    String after = null;
    boolean goesOn = true;
    while (goesOn) {
      Page<Recommendation> page = page(order, PageRequest.first(5, after));
      assertThat(page.hasPrevious()).isEqualTo(after != null);
      assertThat(page.total().getAsLong()).isEqualTo(23);
      page.items().forEach(item -> ids.add(item.id()));
      after = page.cursors().getLast();
      goesOn = page.hasNext();
    }
    return ids;
  }

  private List<UUID> backward(RecommendationOrder order) {
    List<UUID> ids = new ArrayList<>();
    String before = null;
    boolean goesOn = true;
    while (goesOn) {
      Page<Recommendation> page = page(order, PageRequest.last(4, before));
      ids.addAll(0, page.items().stream().map(Recommendation::id).toList());
      before = page.cursors().getFirst();
      goesOn = page.hasPrevious();
    }
    return ids;
  }

  private Page<Recommendation> page(RecommendationOrder order, PageRequest request) {
    return recommendations.page(
        filter().build(), order, operator.id(), desk.clock().instant(), request);
  }

  private List<UUID> ids(FilterBuilder filter) {
    return recommendations
        .page(
            filter.build(),
            RecommendationOrder.NEWEST,
            operator.id(),
            desk.clock().instant(),
            PageRequest.first(100))
        .items()
        .stream()
        .map(Recommendation::id)
        .toList();
  }

  private Recommendation item(Priority priority) {
    return item(fresh(PersonaKind.STUDENT, priority));
  }

  private Recommendation item(NewRecommendation fresh) {
    Recommendation item = desk.item(fresh);
    desk.clock().advance(Duration.ofSeconds(1));
    return item;
  }

  private NewRecommendation fresh(PersonaKind persona, Priority priority) {
    return desk.fresh(user, persona, priority, DeskFixture.PASSED, null);
  }

  private NewRecommendation text(String title, String rationale) {
    NewRecommendation fresh = fresh(PersonaKind.GENERAL, Priority.LOW);
    return new NewRecommendation(
        fresh.userId(),
        fresh.source(),
        null,
        fresh.personaPrimary(),
        null,
        fresh.type(),
        title,
        rationale,
        fresh.disclaimer(),
        fresh.priority(),
        fresh.content(),
        fresh.guardrails(),
        fresh.generatedAt(),
        null);
  }

  private FilterBuilder filter() {
    return new FilterBuilder(user);
  }

  /** Names the one field a test is about. */
  private static final class FilterBuilder {
    private @Nullable List<RecommendationStatus> status;
    private @Nullable List<PersonaKind> persona;
    private @Nullable List<Priority> priority;
    private @Nullable List<ContentType> type;
    private List<String> users;
    private @Nullable Boolean guardrailsPassed;
    private @Nullable List<TagName> tag;
    private @Nullable Boolean claimedByMe;
    private @Nullable DateTimeRange created;
    private @Nullable String search;

    private FilterBuilder(String user) {
      this.users = List.of(user);
    }

    FilterBuilder status(@Nullable List<RecommendationStatus> wanted) {
      status = wanted;
      return this;
    }

    FilterBuilder persona(List<PersonaKind> wanted) {
      persona = wanted;
      return this;
    }

    FilterBuilder priority(List<Priority> wanted) {
      priority = wanted;
      return this;
    }

    FilterBuilder type(List<ContentType> wanted) {
      type = wanted;
      return this;
    }

    FilterBuilder users(List<String> wanted) {
      users = wanted;
      return this;
    }

    FilterBuilder guardrailsPassed(boolean wanted) {
      guardrailsPassed = wanted;
      return this;
    }

    FilterBuilder tag(List<TagName> wanted) {
      tag = wanted;
      return this;
    }

    FilterBuilder claimedByMe(boolean wanted) {
      claimedByMe = wanted;
      return this;
    }

    FilterBuilder created(DateTimeRange wanted) {
      created = wanted;
      return this;
    }

    FilterBuilder search(String wanted) {
      search = wanted;
      return this;
    }

    RecommendationFilter build() {
      return new RecommendationFilter(
          status,
          persona,
          priority,
          type,
          users,
          guardrailsPassed,
          tag,
          claimedByMe,
          created,
          search);
    }
  }
}
