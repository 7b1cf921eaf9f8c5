package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.MatchStrength;
import app.countersign.persona.PersonaAssessment;
import app.countersign.persona.PersonaKind;
import app.countersign.persona.PersonaRules;
import app.countersign.signal.SignalValues;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentMatcherTest {
  private static final Catalogue CATALOGUE = CatalogueFiles.load();
  private static final ValueText TEXT = new ValueText(Currency.getInstance("USD"));

  private static ContentMatch match(Catalogue catalogue, UserSignals signals, boolean offers) {
    return new ContentMatcher(catalogue)
        .match(
            SignalValues.of(signals),
            PersonaRules.evaluate(signals),
            SampleUsers.TODAY,
            TEXT,
            offers);
  }

  private static ContentItem item(String id, PersonaKind persona, LocalDate published) {
    return new ContentItem(
        id,
        ContentType.ARTICLE,
        "A title",
        "A summary.",
        "/learn/item",
        Set.of(persona),
        Difficulty.BEGINNER,
        5,
        List.of(),
        published,
        List.of(),
        List.of(),
        List.of(RationaleTemplate.parse("Because 3 months are a good goal.", List.of())));
  }

  @Test
  void everySampleUserGetsThreeToFiveItemsThenOneToThreeOffers() {
    for (UserSignals user : SampleUsers.all()) {
      List<ContentCandidate> chosen =
          match(CATALOGUE, user, true).candidates().stream()
              .filter(ContentCandidate::chosen)
              .toList();

      List<Boolean> offers =
          chosen.stream().map(each -> each.type() == ContentType.PARTNER_OFFER).toList();
      assertThat(offers).isSorted();
      assertThat(offers.stream().filter(offer -> !offer).count()).isBetween(3L, 5L);
      assertThat(offers.stream().filter(offer -> offer).count()).isBetween(1L, 3L);
      assertThat(chosen).allSatisfy(each -> assertThat(each.notChosenBecause()).isNull());
    }
  }

  @Test
  void theScoreIsTheWeightedSumOfItsParts() {
    ContentCandidate utilization =
        match(CATALOGUE, SampleUsers.indebted(), true).candidates().stream()
            .filter(candidate -> candidate.contentId().equals("credit_utilization_101"))
            .findFirst()
            .orElseThrow();

    assertThat(utilization.parts())
        .isEqualTo(
            new MatchScore(
                BigDecimal.ONE,
                new BigDecimal("0.4000"),
                new BigDecimal("0.78335"),
                new BigDecimal("0.9224")));
    assertThat(utilization.score()).isEqualTo("0.7689");
    assertThat(utilization.priority()).isEqualTo(Priority.MEDIUM);
    assertThat(utilization.reasons())
        .containsExactly(
            "made for the primary persona HIGH_UTILIZATION",
            "credit.aggregateUtilizationPct is 47%, wanted at least 30%");
  }

  @Test
  void theOrderOfTheCatalogueDecidesNothing() {
    Random random = new Random(7);
    for (UserSignals user : SampleUsers.all()) {
      ContentMatch expected = match(CATALOGUE, user, true);
      List<ContentItem> content = new ArrayList<>(CATALOGUE.content());
      List<PartnerOffer> offers = new ArrayList<>(CATALOGUE.offers());
      Collections.shuffle(content, random);
      Collections.shuffle(offers, random);

      assertThat(match(new Catalogue(content, offers), user, true)).isEqualTo(expected);
    }
  }

  @Test
  void equalScoresAreOrderedByIdAndTheSixthIsNotChosen() {
    List<ContentItem> same =
        IntStream.of(6, 3, 1, 5, 2, 4)
            .mapToObj(at -> item("item_" + at, PersonaKind.GENERAL, SampleUsers.TODAY))
            .toList();

    ContentMatch match = match(new Catalogue(same, List.of()), SampleUsers.ordinary(), true);

    assertThat(match.chosen())
        .extracting(CatalogueItem::id)
        .containsExactly("item_1", "item_2", "item_3", "item_4", "item_5");
    assertThat(match.candidates().getLast().notChosenBecause())
        .isEqualTo("5 better items were chosen");
  }

  @Test
  void theFourthItemMustBeRelevantEnough() {
    List<ContentItem> stale =
        IntStream.rangeClosed(1, 4)
            .mapToObj(
                at -> item("item_" + at, PersonaKind.GENERAL, SampleUsers.TODAY.minusYears(4)))
            .toList();

    ContentMatch forStudent = match(new Catalogue(stale, List.of()), SampleUsers.student(), true);
    ContentMatch forOrdinary = match(new Catalogue(stale, List.of()), SampleUsers.ordinary(), true);

    assertThat(forStudent.chosen()).hasSize(3);
    assertThat(forStudent.candidates().getLast().score()).isEqualTo("0.1200");
    assertThat(forStudent.candidates().getLast().reasons()).containsExactly("basics for everybody");
    assertThat(forStudent.candidates().getLast().notChosenBecause())
        .isEqualTo("its score is below 0.40 and 3 better items were chosen");
    assertThat(forOrdinary.candidates().getLast().score()).isEqualTo("0.4000");
    assertThat(forOrdinary.chosen()).hasSize(4);
  }

  @Test
  void secondaryPersonasFitLess() {
    PersonaAssessment persona =
        new PersonaAssessment(
            PersonaKind.STUDENT,
            MatchStrength.STRONG,
            List.of(PersonaKind.SUBSCRIPTION_HEAVY, PersonaKind.SAVINGS_BUILDER),
            List.of());
    List<ContentItem> items =
        List.of(
            item("other", PersonaKind.HIGH_UTILIZATION, SampleUsers.TODAY),
            item("second", PersonaKind.SAVINGS_BUILDER, SampleUsers.TODAY),
            item("first", PersonaKind.SUBSCRIPTION_HEAVY, SampleUsers.TODAY.plusDays(30)),
            item("primary", PersonaKind.STUDENT, SampleUsers.TODAY));

    ContentMatch match =
        new ContentMatcher(new Catalogue(items, List.of()))
            .match(SignalValues.of(UserSignals.NONE), persona, SampleUsers.TODAY, TEXT, true);

    assertThat(match.candidates())
        .extracting(ContentCandidate::contentId)
        .containsExactly("primary", "first", "second");
    assertThat(match.candidates())
        .extracting(candidate -> candidate.score().toPlainString())
        .containsExactly("0.5000", "0.3800", "0.3000");
    assertThat(match.candidates())
        .allSatisfy(candidate -> assertThat(candidate.priority()).isEqualTo(Priority.LOW));
  }

  @Test
  void withoutConsentOffersAreConsideredAndNotChosen() {
    ContentMatch match = match(CATALOGUE, SampleUsers.saver(), false);

    assertThat(match.chosen()).noneMatch(PartnerOffer.class::isInstance);
    assertThat(match.candidates())
        .filteredOn(candidate -> candidate.type() == ContentType.PARTNER_OFFER)
        .isNotEmpty()
        .allSatisfy(
            candidate ->
                assertThat(candidate.notChosenBecause())
                    .isEqualTo("the user has not agreed to partner offers"));
  }

  @Test
  void aRequirementThatIsNotMetIsTheReason() {
    UserSignals lowUse =
        new UserSignals(null, null, SampleUsers.credit("20", "10", true, false, false), null, null);

    ContentMatch match = match(CATALOGUE, lowUse, true);

    assertThat(match.candidates())
        .filteredOn(candidate -> candidate.contentId().equals("offer_pinecrest_balance_card"))
        .extracting(ContentCandidate::notChosenBecause)
        .containsExactly("credit.aggregateUtilizationPct is 15%, wanted at least 30%");
  }

  @Test
  void anItemThatCannotBeExplainedIsLeftOutWithTheReason() {
    UserSignals unknownGap =
        new UserSignals(SampleUsers.subscriptions(7, "152.94", "14.2"), null, null, null, null);
    PersonaAssessment persona = PersonaRules.evaluate(unknownGap);
    ContentItem needy =
        new ContentItem(
            "needy",
            ContentType.TOOL,
            "A title",
            "A summary.",
            "/tools/needy",
            Set.of(PersonaKind.SUBSCRIPTION_HEAVY),
            Difficulty.BEGINNER,
            null,
            List.of(),
            SampleUsers.TODAY,
            List.of(),
            List.of(),
            List.of(
                RationaleTemplate.parse("Because of {income.medianPayGapDays} days.", List.of())));

    ContentMatch match =
        new ContentMatcher(new Catalogue(List.of(needy), List.of()))
            .match(SignalValues.of(unknownGap), persona, SampleUsers.TODAY, TEXT, true);

    assertThat(match.chosen()).isEmpty();
    assertThat(match.candidates().getFirst().notChosenBecause())
        .isEqualTo("no rationale can be written: income.medianPayGapDays is unknown");
  }
}
