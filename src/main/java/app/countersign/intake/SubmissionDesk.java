package app.countersign.intake;

import app.countersign.guardrail.Disclaimer;
import app.countersign.guardrail.GuardrailCheck;
import app.countersign.guardrail.GuardrailResult;
import app.countersign.guardrail.OfferGuardrail;
import app.countersign.guardrail.OfferGuardrail.Offer;
import app.countersign.guardrail.TextChecks;
import app.countersign.guardrail.TextGuardrails;
import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Consents;
import app.countersign.ledger.Users;
import app.countersign.platform.access.Actor;
import app.countersign.recommendation.Content;
import app.countersign.recommendation.ContentType;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import app.countersign.recommendation.TextRule;
import app.countersign.signal.SignalWindow;
import app.countersign.signal.UserSignals;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.ModelUse;
import app.countersign.trace.StepTimes;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes recommendations of outside pipelines, each by itself: what is malformed, or for somebody
 * who has not consented, is refused; the rest passes our guardrails and comes to the desk.
 */
@Singleton
public class SubmissionDesk {
  /** The most items in one call. */
  public static final int MAX_ITEMS = 500;

  private final RecommendationIntake intake;
  private final Users users;
  private final Consents consents;
  private final TextGuardrails texts;
  private final OfferGuardrail offers;
  private final Clock clock;

  SubmissionDesk(
      RecommendationIntake intake,
      Users users,
      Consents consents,
      TextGuardrails texts,
      OfferGuardrail offers,
      Clock clock) {
    this.intake = intake;
    this.users = users;
    this.consents = consents;
    this.texts = texts;
    this.offers = offers;
    this.clock = clock;
  }

  /**
   * What became of one item.
   *
   * @param recommendation null when refused
   * @param refusals why; empty when it was accepted
   */
  public record Outcome(@Nullable Recommendation recommendation, List<Refusal> refusals) {}

  /**
   * Accepts what can be accepted.
   *
   * @param source the outside pipeline's name, 1 to 100 characters
   * @return one for each item, in the order given
   */
  @Transactional
  public List<Outcome> submit(Actor actor, String source, List<Submission> items) {
    String name = TextRule.trim(source);
    RefusedByDesk.unlessEmpty(faults(name, items));
    Instant now = clock.instant();
    Map<Integer, Submission> accepted = new LinkedHashMap<>();
    List<Outcome> outcomes = new ArrayList<>(items.size());
    Map<String, Set<ConsentKind>> granted = granted(items);
    for (int index = 0; index < items.size(); index++) {
      List<Refusal> refusals = refusals(items.get(index), index, granted, now);
      outcomes.add(new Outcome(null, refusals));
      if (refusals.isEmpty()) {
        accepted.put(index, items.get(index));
      }
    }
    List<NewRecommendation> fresh = fresh(name, List.copyOf(accepted.values()), now);
    List<RecommendationIntake.Arrival> arrivals = intake.create(actor, fresh);
    int arrived = 0;
    for (int index : accepted.keySet()) {
      outcomes.set(index, new Outcome(arrivals.get(arrived++).recommendation(), List.of()));
    }
    return outcomes;
  }

  private static List<Refusal> faults(String source, List<Submission> items) {
    List<Refusal> faults = new ArrayList<>();
    String fault = TextRule.SOURCE.fault(source);
    if (fault != null) {
      faults.add(Refusal.InvalidInput.of("source", fault));
    } else if (source.equalsIgnoreCase(NewRecommendation.OWN_PIPELINE)) {
      faults.add(Refusal.InvalidInput.of("source", "This is the name of our own pipeline."));
    }
    if (items.isEmpty() || items.size() > MAX_ITEMS) {
      faults.add(
          Refusal.InvalidInput.of(
              "items", "Give 1 to %d items, not %d.".formatted(MAX_ITEMS, items.size())));
    }
    return faults;
  }

  /** What each user that exists has consented to. */
  private Map<String, Set<ConsentKind>> granted(List<Submission> items) {
    Set<String> asked = items.stream().map(Submission::userId).collect(Collectors.toSet());
    Map<String, Set<ConsentKind>> known = consents.granted(asked);
    return users.byIds(asked).keySet().stream()
        .collect(Collectors.toMap(id -> id, id -> known.getOrDefault(id, Set.of())));
  }

  private static List<Refusal> refusals(
      Submission item, int index, Map<String, Set<ConsentKind>> granted, Instant now) {
    List<Refusal> faults = SubmissionRules.faults(item, index, now);
    if (!faults.isEmpty()) {
      return faults;
    }
    List<String> path = List.of("items", String.valueOf(index), "userId");
    Set<ConsentKind> consented = granted.get(item.userId());
    if (consented == null) {
      return List.of(new Refusal.UnknownUser(path));
    }
    if (!consented.contains(ConsentKind.RECOMMENDATIONS)) {
      return List.of(
          new Refusal.ConsentMissing(path, "The user has not consented to recommendations."));
    }
    if (item.type() == ContentType.PARTNER_OFFER
        && !consented.contains(ConsentKind.PARTNER_OFFERS)) {
      return List.of(
          new Refusal.ConsentMissing(path, "The user has not consented to partners' offers."));
    }
    return List.of();
  }

  private List<NewRecommendation> fresh(String source, List<Submission> items, Instant now) {
    Set<Offer> asked = new HashSet<>();
    for (Submission item : items) {
      if (item.type() == ContentType.PARTNER_OFFER) {
        asked.add(offer(item));
      }
    }
    Map<Offer, GuardrailCheck> eligible = asked.isEmpty() ? Map.of() : offers.check(asked);
    return items.stream().map(item -> fresh(source, item, eligible, now)).toList();
  }

  private NewRecommendation fresh(
      String source, Submission item, Map<Offer, GuardrailCheck> eligible, Instant now) {
    String title = TextRule.trim(item.title());
    String rationale = TextRule.trim(item.rationale());
    boolean isOffer = item.type() == ContentType.PARTNER_OFFER;
    TextChecks text = texts.check(title, rationale);
    GuardrailCheck eligibility =
        isOffer ? Objects.requireNonNull(eligible.get(offer(item))) : GuardrailCheck.PASSED;
    // The checks are ours, so the last step of an outside trace is when we have done them.
    Instant checkedAt = clock.instant();
    return new NewRecommendation(
        item.userId(),
        source,
        null,
        item.personaPrimary(),
        item.personaSecondary(),
        item.type(),
        title,
        rationale,
        (isOffer ? Disclaimer.PARTNER_OFFER : Disclaimer.EDUCATION).text(),
        item.priority(),
        new Content(
            TextRule.trim(item.contentId()), item.url(), item.readTimeMinutes(), null, null),
        new GuardrailResult(text.tone(), text.advice(), eligibility),
        item.trace() == null ? now : item.trace().rationaleGeneratedAt().toInstant(),
        item.trace() == null ? null : trace(item, item.trace(), checkedAt));
  }

  private static Offer offer(Submission item) {
    return new Offer(item.userId(), TextRule.trim(item.contentId()));
  }

  private static NewTrace trace(Submission item, Submission.Trace trace, Instant checkedAt) {
    List<Submission.Candidate> candidates =
        trace.candidates() == null ? List.of() : trace.candidates();
    return new NewTrace(
        new StepTimes(
            trace.signalsDetectedAt().toInstant(),
            trace.personaAssignedAt().toInstant(),
            trace.contentMatchedAt().toInstant(),
            trace.rationaleGeneratedAt().toInstant(),
            checkedAt),
        SignalWindow.DAYS_180,
        trace.signalsDetectedAt().withOffsetSameInstant(ZoneOffset.UTC).toLocalDate(),
        UserSignals.NONE,
        List.of(),
        candidates.stream()
            .map(candidate -> candidate(item, candidate))
            .sorted(Comparator.comparing(ContentCandidate::score).reversed())
            .toList(),
        model(trace.model()));
  }

  private static ContentCandidate candidate(Submission item, Submission.Candidate candidate) {
    String contentId = TextRule.trim(candidate.contentId());
    return new ContentCandidate(
        contentId,
        TextRule.trim(candidate.title()),
        item.type(),
        BigDecimal.valueOf(candidate.score()),
        List.of(),
        candidate.reason() == null ? List.of() : List.of(TextRule.trim(candidate.reason())),
        contentId.equals(TextRule.trim(item.contentId())));
  }

  private static @Nullable ModelUse model(Submission.@Nullable Model model) {
    if (model == null) {
      return null;
    }
    Double temperature = model.temperature();
    return new ModelUse(
        TextRule.trim(model.name()),
        temperature == null ? null : BigDecimal.valueOf(temperature),
        model.tokens());
  }
}
