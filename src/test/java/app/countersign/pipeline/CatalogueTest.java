package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.guardrail.Disclaimer;
import app.countersign.guardrail.GuardrailCheck;
import app.countersign.guardrail.Guardrails;
import app.countersign.guardrail.TextChecks;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import app.countersign.recommendation.ContentType;
import app.countersign.signal.SignalValues;
import app.countersign.signal.UserSignals;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest {
  private static final Catalogue CATALOGUE = CatalogueFiles.load();
  private static final ValueText TEXT = new ValueText(Currency.getInstance("USD"));
  private static final String ITEM =
      """
      content:
        - id: first
          type: ARTICLE
          title: A title
          summary: A summary.
          urlPath: /learn/first
          personas: [GENERAL]
          difficulty: BEGINNER
          readTimeMinutes: 5
          tags: [basics]
          published: '2025-01-01'
          triggers: [{when: credit.anyOverdue, priority: HIGH}]
          rationales: [{text: 'Because {credit.numCreditCards} cards are there.'}]
      """;
  private static final String OFFER =
      """
      offers:
        - id: offer
          kind: SUBSCRIPTION_TRACKER
          title: A title
          summary: A summary.
          provider: Provider
          urlPath: /offers/offer
          personas: [GENERAL]
          terms: [Free]
          disclaimer: PARTNER_OFFER
          published: '2025-01-01'
          rationales: [{text: 'Because 3 services renew.'}]
      """;

  private static Stream<CatalogueItem> items() {
    return Stream.concat(CATALOGUE.content().stream(), CATALOGUE.offers().stream());
  }

  @ParameterizedTest
  @EnumSource(value = PersonaKind.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyPersonaHasContentOfAllTypesAndAnOffer(PersonaKind persona) {
    Set<ContentType> types =
        items()
            .filter(item -> item.personas().contains(persona))
            .map(CatalogueItem::type)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(ContentType.class)));

    assertThat(types).containsExactlyInAnyOrder(ContentType.values());
    assertThat(CATALOGUE.content().stream().filter(item -> item.personas().contains(persona)))
        .hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void thereAreAtLeastThirtyItemsAndFiveOffers() {
    assertThat(CATALOGUE.content()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(CATALOGUE.offers()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(CATALOGUE.item("credit_utilization_101").orElseThrow().readTimeMinutes())
        .isEqualTo(5);
    assertThat(CATALOGUE.item("offer_larkfield_savings").orElseThrow().type())
        .isEqualTo(ContentType.PARTNER_OFFER);
    assertThat(CATALOGUE.item("nothing")).isEmpty();
  }

  /** Every template on its own, not only the first that can be filled. */
  @Test
  void everyTextThatCanBeWrittenPassesTheGuardrailsAndKeepsItsForm() {
    Guardrails guardrails = Guardrails.load();
    items()
        .forEach(
            item -> {
              int written = 0;
              for (RationaleTemplate template : item.rationales()) {
                for (UserSignals user : SampleUsers.all()) {
                  String text = template.fill(SignalValues.of(user), TEXT).orElse(null);
                  if (text != null) {
                    written++;
                    assertThat(RationaleForm.faults(text)).as(text).isEmpty();
                    assertThat(guardrails.check(item.title(), text))
                        .isEqualTo(new TextChecks(GuardrailCheck.PASSED, GuardrailCheck.PASSED));
                    assertThat(text).contains("could").doesNotContain("should", "{", "null");
                  }
                }
              }
              assertThat(written).as(item.id()).isPositive();
            });
  }

  @Test
  void everyTemplateIsFilledForSomeSampleUser() {
    List<String> neverUsed =
        items()
            .flatMap(item -> item.rationales().stream())
            .filter(
                template ->
                    SampleUsers.all().stream()
                        .allMatch(user -> template.fill(SignalValues.of(user), TEXT).isEmpty()))
            .map(RationaleTemplate::source)
            .toList();

    assertThat(neverUsed).isEmpty();
  }

  @Test
  void offersSayThatTheyAreOffers() {
    assertThat(CATALOGUE.offers())
        .allSatisfy(
            offer ->
                assertThat(offer.disclaimer().text())
                    .startsWith("This is general education and not financial advice.")
                    .hasSizeGreaterThan(Disclaimer.EDUCATION.text().length()));
    assertThat(CATALOGUE.content())
        .allSatisfy(item -> assertThat(item.disclaimer()).isEqualTo(Disclaimer.EDUCATION));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "credit.anyOverdue, | credit.foo, | triggers[0]: when: 'credit.foo': there is no signal"
            + " credit.foo",
        "{credit.numCreditCards} | {credit.foo} | rationales[0]: text: there is no signal"
            + " credit.foo",
        "{credit.numCreditCards} | {credit.anyOverdue} | rationales[0]: text: credit.anyOverdue is"
            + " yes or no and not a text",
        "{credit.numCreditCards} | {credit | rationales[0]: text: a placeholder is not closed",
        "Because {credit.numCreditCards} | The {credit.numCreditCards} | rationales[0]: text: holds"
            + " neither because nor since",
        "{credit.numCreditCards} | three | rationales[0]: text: holds no number",
        "are there. | are there. One. Two. Three. | rationales[0]: text: has 4 sentences, more than"
            + " 3",
        "title: A title | title: Hey | title: must be 5 to 200 characters, not 3",
        "/learn/first | learn | urlPath: learn is not a path such as /learn/first-budget",
        "[GENERAL] | [NONE] | personas: must name at least one persona, and not NONE",
        "type: ARTICLE | type: PARTNER_OFFER | type: an offer belongs to the offers",
        "readTimeMinutes: 5 | readTimeMinutes: | readTimeMinutes: is missing for ARTICLE",
        "tags: [basics] | tagz: [basics] | tagz: is not a field here",
        "id: first | id: First | id: must be 3 to 64 of a-z, 0-9 and _"
      })
  void aFaultyItemIsRefusedByItemAndField(String from, String to, String fault) {
    String broken = ITEM.replace(from, to);
    String id = broken.contains("id: First") ? "First" : "first";

    assertThat(broken).isNotEqualTo(ITEM);
    assertThatThrownBy(() -> read(broken, OFFER))
        .isInstanceOf(DataFault.class)
        .hasMessage("content: content[0] '" + id + "': " + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: offer | id: first | 'first': id: is there twice",
        "disclaimer: PARTNER_OFFER | disclaimer: INVESTMENT | 'offer': disclaimer:"
            + " SUBSCRIPTION_TRACKER carries PARTNER_OFFER",
        "terms: [Free] | terms: [] | 'offer': terms: is missing",
        "rationales: [{text: 'Because 3 services renew.'}] | rationales: [] | 'offer': rationales:"
            + " is missing"
      })
  void aFaultyOfferIsRefusedByItemAndField(String from, String to, String fault) {
    assertThatThrownBy(() -> read(ITEM, OFFER.replace(from, to)))
        .isInstanceOf(DataFault.class)
        .hasMessage("offers: offers[0] " + fault);
  }

  @Test
  void aRightItemAndOfferAreRead() {
    Catalogue read = read(ITEM, OFFER);

    assertThat(read.content()).extracting(ContentItem::id).containsExactly("first");
    assertThat(read.offers()).extracting(PartnerOffer::provider).containsExactly("Provider");
  }

  private static Catalogue read(String content, String offers) {
    return CatalogueFiles.of(DataNode.parse("content", content), DataNode.parse("offers", offers));
  }
}
