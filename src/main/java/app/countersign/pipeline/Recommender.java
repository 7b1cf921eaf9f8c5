package app.countersign.pipeline;

import app.countersign.intake.NewRecommendation;
import app.countersign.intake.NewTrace;
import app.countersign.intake.RecommendationIntake;
import app.countersign.persona.PersonaFinding;
import app.countersign.platform.access.Actor;
import app.countersign.recommendation.Content;
import app.countersign.recommendation.Recommendation;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes recommendations for users: consent, signals, persona, match, rationale, guardrails, and the
 * desk, with the trace of it all, in the caller's transaction and by the same number of statements
 * however many users.
 *
 * <p>A user's row is locked from the start, so runs for one user follow each other, and a second
 * finds what the first has made.
 */
@Singleton
public class Recommender {
  private static final Logger LOG = LoggerFactory.getLogger(Recommender.class);

  private final UserReader reader;
  private final RecommendationPipeline pipeline;
  private final RecommendationIntake intake;
  private final Polishing polishing;
  private final PipelineSettings settings;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Recommender(
      UserReader reader,
      RecommendationPipeline pipeline,
      RecommendationIntake intake,
      Polishing polishing,
      PipelineSettings settings,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.reader = reader;
    this.pipeline = pipeline;
    this.intake = intake;
    this.polishing = polishing;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Has the texts polished that a run would write, where there is a polisher: the run is rehearsed
   * and taken back, then the polisher is asked, which may take its time. To be called without a
   * transaction, before {@link #recommend}.
   */
  public PolishedTexts polishAhead(Actor actor, Collection<String> userIds, RunScope scope) {
    if (!polishing.isPossible()) {
      return PolishedTexts.NONE;
    }
    try {
      return polishing.polish(
          transactions.executeWrite(
              status -> {
                status.setRollbackOnly();
                return rehearse(reader.read(actor, userIds, scope));
              }));
    } catch (RuntimeException failure) {
      LOG.warn("Nothing is polished, since the run could not be rehearsed.", failure);
      return PolishedTexts.NONE;
    }
  }

  /**
   * Makes what is new for each user and brings it to the desk. What fails a guardrail comes too; it
   * cannot be approved.
   *
   * @return an outcome for every id given, in their order
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<String, RunOutcome> recommend(
      Actor actor, Collection<String> userIds, RunScope scope, PolishedTexts polished) {
    Map<String, UserReading> readings = reader.read(actor, userIds, scope);
    List<NewRecommendation> drafted = new ArrayList<>();
    readings
        .values()
        .forEach(
            reading -> {
              if (reading instanceof UserReading.Ready ready) {
                drafts(ready, polished).forEach(draft -> drafted.add(fresh(draft, ready)));
              }
            });
    Map<String, List<Recommendation>> made = store(actor, drafted);
    Map<String, RunOutcome> outcomes = new LinkedHashMap<>();
    readings.forEach(
        (userId, reading) ->
            outcomes.put(
                userId,
                switch (reading) {
                  case UserReading.Ended(RunOutcome outcome) -> outcome;
                  case UserReading.Ready _ ->
                      new RunOutcome.Made(made.getOrDefault(userId, List.of()));
                }));
    return outcomes;
  }

  private List<RecommendationDraft> rehearse(Map<String, UserReading> readings) {
    List<RecommendationDraft> drafts = new ArrayList<>();
    for (UserReading reading : readings.values()) {
      if (reading instanceof UserReading.Ready ready) {
        drafts.addAll(drafts(ready, PolishedTexts.NONE));
      }
    }
    return drafts;
  }

  private List<RecommendationDraft> drafts(UserReading.Ready ready, PolishedTexts polished) {
    PipelineInput input = ready.input();
    return pipeline
        .draft(input, polished, new SteadyClock(clock, input.personaAssignedAt()))
        .drafts();
  }

  private Map<String, List<Recommendation>> store(Actor actor, List<NewRecommendation> drafted) {
    Map<String, List<Recommendation>> made = new HashMap<>();
    for (RecommendationIntake.Arrival arrival : intake.create(actor, drafted)) {
      Recommendation recommendation = arrival.recommendation();
      if (recommendation != null) {
        made.computeIfAbsent(recommendation.userId(), userId -> new ArrayList<>())
            .add(recommendation);
      }
    }
    return made;
  }

  private NewRecommendation fresh(RecommendationDraft draft, UserReading.Ready ready) {
    PersonaFinding finding = ready.finding();
    CatalogueItem item = draft.item();
    PartnerOffer offer = item instanceof PartnerOffer partners ? partners : null;
    return new NewRecommendation(
        finding.assignment().userId(),
        NewRecommendation.OWN_PIPELINE,
        finding.assignment().id(),
        draft.personaPrimary(),
        draft.personaSecondary(),
        draft.type(),
        draft.title(),
        draft.rationale(),
        draft.disclaimer(),
        draft.priority(),
        new Content(
            item.id(),
            settings.url(item),
            item.readTimeMinutes(),
            offer == null ? null : offer.provider(),
            offer == null ? null : offer.ratePct()),
        draft.guardrails(),
        draft.steps().guardrailsCheckedAt(),
        new NewTrace(
            draft.steps(),
            finding.assignment().window(),
            finding.assignment().asOf(),
            finding.signals(),
            finding.assignment().matches(),
            draft.candidates(),
            draft.model()));
  }
}
