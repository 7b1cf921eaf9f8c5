package app.countersign.pipeline;

import app.countersign.ledger.ConsentKind;
import app.countersign.persona.PersonaAssessment;
import app.countersign.signal.UserSignals;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Set;

/**
 * What a run of the pipeline reads about one user.
 *
 * @param signalsDetectedAt when the signals were really there
 * @param personaAssignedAt when the persona was really there
 * @param consents what is granted: offers need all three, recommendations the first two
 * @param alreadyThere why content is not recommended again, by its id
 * @param today the day that the freshness of content is measured from
 * @param currency of the signals' amounts
 */
public record PipelineInput(
    UserSignals signals,
    Instant signalsDetectedAt,
    PersonaAssessment persona,
    Instant personaAssignedAt,
    Holdings holdings,
    Set<ConsentKind> consents,
    Map<String, String> alreadyThere,
    LocalDate today,
    Currency currency) {
  /** What a user must have agreed to before anything is computed. */
  public static final Set<ConsentKind> REQUIRED_CONSENTS =
      Set.of(ConsentKind.DATA_ANALYSIS, ConsentKind.RECOMMENDATIONS);

  /** Copies the sets. */
  public PipelineInput {
    consents = Set.copyOf(consents);
    alreadyThere = Map.copyOf(alreadyThere);
  }

  boolean allowsRecommendations() {
    return consents.containsAll(REQUIRED_CONSENTS);
  }

  boolean allowsOffers() {
    return allowsRecommendations() && consents.contains(ConsentKind.PARTNER_OFFERS);
  }
}
