package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.MatchStrength;
import app.countersign.persona.PersonaAssessment;
import app.countersign.persona.PersonaKind;
import app.countersign.persona.PersonaRules;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Priority;
import app.countersign.signal.SignalValues;
import app.countersign.signal.UserSignals;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.ScorePart;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
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
            offers,
            Map.of());
  }

  private static ContentItem item(String id, PersonaKind persona, LocalDate published) {
    return item(id, persona, published, List.of());
  }

  private static ContentItem triggered(String id, PersonaKind persona) {
    return item(
        id,
        persona,
        SampleUsers.TODAY,
        List.of(new Trigger(SignalCondition.parse("credit.numCreditCards >= 0"), Priority.LOW)));
  }

  private static ContentItem item(
      String id, PersonaKind persona, LocalDate published, List<Trigger> triggers) {
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
        triggers,
        List.of(),
        List.of(RationaleTemplate.parse("Because 3 months are a good goal.", List.of())));
  }

  private static Map<String, Priority> priorities(ContentMatch match) {
    return match.chosen().stream()
        .collect(Collectors.toMap(chosen -> chosen.item().id(), ContentMatch.Chosen::priority));
  }

  @Test
  void everySampleUserGetsThreeToFiveItemsThenUpToThreeOffers() {
    for (UserSignals user : SampleUsers.all()) {
      List<ContentCandidate> chosen =
          match(CATALOGUE, user, true).candidates().stream()
              .filter(ContentCandidate::chosen)
              .toList();

      List<Boolean> offers =
          chosen.stream().map(each -> each.type() == ContentType.PARTNER_OFFER).toList();
      assertThat(offers).isSorted();
      assertThat(offers.stream().filter(offer -> !offer).count()).isBetween(3L, 5L);
      assertThat(offers.stream().filter(offer -> offer).count()).isBetween(0L, 3L);
      assertThat(chosen)
          .flatExtracting(ContentCandidate::reasons)
          .noneMatch(reason -> reason.startsWith("Not chosen"));
    }
  }

  @Test
  void theScoreIsTheWeightedSumOfItsParts() {
    ContentMatch match = match(CATALOGUE, SampleUsers.indebted(), true);

    ContentCandidate utilization =
        match.candidates().stream()
            .filter(candidate -> candidate.contentId().equals("credit_utilization_101"))
            .findFirst()
            .orElseThrow();

    assertThat(utilization.parts())
        .isEqualTo(
            List.of(
                new ScorePart("persona fit", BigDecimal.ONE, new BigDecimal("0.40")),
                new ScorePart("trigger hits", new BigDecimal("0.4000"), new BigDecimal("0.30")),
                new ScorePart("signal strength", new BigDecimal("0.78335"), new BigDecimal("0.20")),
                new ScorePart("freshness", new BigDecimal("0.9224"), new BigDecimal("0.10"))));
    assertThat(utilization.score()).isEqualTo("0.7689");
    assertThat(priorities(match)).containsEntry(utilization.contentId(), Priority.MEDIUM);
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
            .mapToObj(at -> triggered("item_" + at, PersonaKind.GENERAL))
            .toList();

    ContentMatch match = match(new Catalogue(same, List.of()), SampleUsers.ordinary(), true);

    assertThat(match.chosen())
        .extracting(chosen -> chosen.item().id())
        .containsExactly("item_1", "item_2", "item_3", "item_4", "item_5");
    assertThat(match.candidates().getLast().reasons())
        .endsWith("Not chosen: 5 better items were chosen");
  }

  @Test
  void aSignalMustSpeakForTheFourthItem() {
    List<ContentItem> silent =
        IntStream.rangeClosed(1, 4)
            .mapToObj(
                at -> item("item_" + at, PersonaKind.GENERAL, SampleUsers.TODAY.minusYears(4)))
            .toList();
    List<ContentItem> spokenFor =
        IntStream.rangeClosed(1, 4)
            .mapToObj(at -> triggered("item_" + at, PersonaKind.GENERAL))
            .toList();

    ContentMatch forStudent = match(new Catalogue(silent, List.of()), SampleUsers.student(), true);
    ContentMatch again = match(new Catalogue(spokenFor, List.of()), SampleUsers.student(), true);

    assertThat(forStudent.chosen()).hasSize(3);
    assertThat(forStudent.candidates().getLast().score()).isEqualTo("0.1200");
    assertThat(forStudent.candidates().getLast().reasons())
        .containsExactly(
            "basics for everybody",
            "Not chosen: no signal speaks for it, and 3 better items were chosen");
    assertThat(again.chosen()).hasSize(4);
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
            .match(
                SignalValues.of(UserSignals.NONE),
                persona,
                SampleUsers.TODAY,
                TEXT,
                true,
                Map.of());

    assertThat(match.candidates())
        .extracting(ContentCandidate::contentId)
        .containsExactly("primary", "first", "second");
    assertThat(match.candidates())
        .extracting(candidate -> candidate.score().toPlainString())
        .containsExactly("0.5000", "0.3800", "0.3000");
    assertThat(priorities(match).values()).hasSize(3).containsOnly(Priority.LOW);
  }

  @Test
  void withoutConsentOffersAreConsideredAndNotChosen() {
    ContentMatch match = match(CATALOGUE, SampleUsers.saver(), false);

    assertThat(match.chosen()).noneMatch(chosen -> chosen.item() instanceof PartnerOffer);
    assertThat(match.candidates())
        .filteredOn(candidate -> candidate.type() == ContentType.PARTNER_OFFER)
        .isNotEmpty()
        .allSatisfy(
            candidate ->
                assertThat(candidate.reasons())
                    .endsWith("Not chosen: the user has not agreed to partner offers"));
  }

  @Test
  void aRequirementThatIsNotMetIsTheReason() {
    UserSignals lowUse =
        new UserSignals(null, null, SampleUsers.credit("20", "10", true, false, false), null, null);

    ContentMatch match = match(CATALOGUE, lowUse, true);

    assertThat(match.candidates())
        .filteredOn(candidate -> candidate.contentId().equals("offer_pinecrest_balance_card"))
        .extracting(candidate -> candidate.reasons().getLast())
        .containsExactly("Not chosen: credit.aggregateUtilizationPct is 15%, wanted at least 30%");
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
            .match(SignalValues.of(unknownGap), persona, SampleUsers.TODAY, TEXT, true, Map.of());

    assertThat(match.chosen()).isEmpty();
    assertThat(match.candidates().getFirst().reasons())
        .endsWith("Not chosen: no rationale can be written: income.medianPayGapDays is unknown");
  }

  @Test
  void whatIsThereKeepsItsPlaceAndIsNotChosenAgain() {
    ContentMatch first = match(CATALOGUE, SampleUsers.saver(), true);
    Map<String, String> there =
        first.chosen().stream()
            .collect(
                Collectors.toMap(chosen -> chosen.item().id(), chosen -> "it is there already"));

    ContentMatch second =
        new ContentMatcher(CATALOGUE)
            .match(
                SignalValues.of(SampleUsers.saver()),
                PersonaRules.evaluate(SampleUsers.saver()),
                SampleUsers.TODAY,
                TEXT,
                true,
                there);

    assertThat(second.chosen()).isEmpty();
    assertThat(second.candidates())
        .filteredOn(candidate -> there.containsKey(candidate.contentId()))
        .hasSameSizeAs(first.chosen())
        .allSatisfy(
            candidate ->
                assertThat(candidate.reasons()).endsWith("Not chosen: it is there already"));
  }

  private static PartnerOffer offer(String id, OfferKind kind, List<Trigger> triggers) {
    return new PartnerOffer(
        id,
        kind,
        "A title",
        "A summary.",
        "A provider",
        "/offers/offer",
        Set.of(PersonaKind.GENERAL),
        List.of("Free"),
        null,
        SampleUsers.TODAY,
        triggers,
        List.of(),
        List.of(RationaleTemplate.parse("Because 3 months are a good goal.", List.of())));
  }

  @Test
  void offersAreOfDifferentKindsAndHaveASignalThatSpeaksForThem() {
    List<Trigger> spoken =
        List.of(new Trigger(SignalCondition.parse("credit.numCreditCards >= 1"), Priority.LOW));
    List<PartnerOffer> offers =
        List.of(
            offer("a_savings", OfferKind.HIGH_YIELD_SAVINGS, spoken),
            offer("b_savings", OfferKind.HIGH_YIELD_SAVINGS, spoken),
            offer("c_silent", OfferKind.BALANCE_TRANSFER_CARD, List.of()),
            offer("d_tracker", OfferKind.SUBSCRIPTION_TRACKER, spoken),
            offer("e_budget", OfferKind.BUDGETING_APP, spoken),
            offer("f_investing", OfferKind.INVESTMENT_ACCOUNT, spoken));

    ContentMatch match = match(new Catalogue(List.of(), offers), SampleUsers.ordinary(), true);

    assertThat(match.chosen())
        .extracting(chosen -> chosen.item().id())
        .containsExactly("a_savings", "d_tracker", "e_budget");
    assertThat(match.candidates())
        .filteredOn(candidate -> !candidate.chosen())
        .extracting(candidate -> candidate.contentId() + ": " + candidate.reasons().getLast())
        .containsExactly(
            "b_savings: Not chosen: a better offer of the same kind was chosen",
            "f_investing: Not chosen: 3 better offers were chosen",
            "c_silent: Not chosen: no signal speaks for it");
  }
}
