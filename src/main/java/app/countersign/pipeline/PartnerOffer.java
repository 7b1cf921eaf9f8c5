package app.countersign.pipeline;

import app.countersign.guardrail.Disclaimer;
import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.ContentType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product of a partner.
 *
 * @param terms in short, one per line
 * @param ratePct the yearly rate in percent that the offer names; null where it names none
 */
public record PartnerOffer(
    String id,
    OfferKind kind,
    String title,
    String summary,
    String provider,
    String urlPath,
    Set<PersonaKind> personas,
    List<String> terms,
    @Nullable BigDecimal ratePct,
    LocalDate published,
    List<Trigger> triggers,
    List<SignalCondition> requires,
    List<RationaleTemplate> rationales)
    implements CatalogueItem {

  @Override
  public ContentType type() {
    return ContentType.PARTNER_OFFER;
  }

  @Override
  public @Nullable Integer readTimeMinutes() {
    return null;
  }

  @Override
  public Disclaimer disclaimer() {
    return kind.disclaimer();
  }

  /** Who may be offered it. */
  public EligibilityRule eligibility() {
    return kind.eligibility();
  }
}
