package app.countersign.intake;

import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.TextRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a submitted item must look like. Collects everything that is wrong with one. Pure. */
final class SubmissionRules {
  private static final int MAX_URL = 2_000;
  private static final int MAX_MINUTES = 600;
  private static final int MAX_CANDIDATES = 50;
  private static final int MAX_CANDIDATE_ID = 200;
  private static final int MAX_CANDIDATE_TITLE = 200;
  private static final int MAX_CANDIDATE_REASON = 500;
  private static final int MAX_MODEL_NAME = 100;
  private static final double MAX_TEMPERATURE = 2;

  private final List<String> root;
  private final List<Refusal> faults = new ArrayList<>();

  private SubmissionRules(int index) {
    this.root = List.of("items", String.valueOf(index));
  }

  /** Everything wrong with the item at a place of the input; empty when all is well. */
  static List<Refusal> faults(Submission item, int index, Instant now) {
    SubmissionRules rules = new SubmissionRules(index);
    rules.text(TextRule.TITLE, item.title(), "title");
    rules.text(TextRule.RATIONALE, item.rationale(), "rationale");
    rules.text(TextRule.CONTENT_ID, item.contentId(), "contentId");
    rules.persona(item.personaPrimary(), "personaPrimary");
    if (item.personaSecondary() != null) {
      rules.persona(item.personaSecondary(), "personaSecondary");
    }
    rules.check(
        item.url() == null || isWebAddress(item.url()),
        "The address must be http or https, at most %,d characters.".formatted(MAX_URL),
        "url");
    Integer minutes = item.readTimeMinutes();
    rules.check(
        minutes == null || (minutes >= 1 && minutes <= MAX_MINUTES),
        "It must take 1 to %d minutes.".formatted(MAX_MINUTES),
        "readTimeMinutes");
    if (item.trace() != null) {
      rules.trace(item.trace(), now);
    }
    return List.copyOf(rules.faults);
  }

  private void trace(Submission.Trace trace, Instant now) {
    times(trace, now);
    List<Submission.Candidate> candidates =
        trace.candidates() == null ? List.of() : trace.candidates();
    check(
        candidates.size() <= MAX_CANDIDATES,
        "There may be at most %d candidates, not %d.".formatted(MAX_CANDIDATES, candidates.size()),
        "trace",
        "candidates");
    for (int place = 0; place < Math.min(candidates.size(), MAX_CANDIDATES); place++) {
      candidate(candidates.get(place), String.valueOf(place));
    }
    if (trace.model() != null) {
      model(trace.model());
    }
  }

  private void times(Submission.Trace trace, Instant now) {
    after(trace.signalsDetectedAt(), trace.personaAssignedAt(), "personaAssignedAt");
    after(trace.personaAssignedAt(), trace.contentMatchedAt(), "contentMatchedAt");
    after(trace.contentMatchedAt(), trace.rationaleGeneratedAt(), "rationaleGeneratedAt");
    check(
        !trace.rationaleGeneratedAt().toInstant().isAfter(now),
        "This is in the future.",
        "trace",
        "rationaleGeneratedAt");
  }

  private void after(OffsetDateTime before, OffsetDateTime step, String field) {
    check(
        !step.toInstant().isBefore(before.toInstant()),
        "This is before the step it follows.",
        "trace",
        field);
  }

  private void candidate(Submission.Candidate candidate, String place) {
    length(candidate.contentId(), 1, MAX_CANDIDATE_ID, "trace", "candidates", place, "contentId");
    length(candidate.title(), 1, MAX_CANDIDATE_TITLE, "trace", "candidates", place, "title");
    check(
        candidate.score() >= 0 && candidate.score() <= 1,
        "The score must be 0 to 1.",
        "trace",
        "candidates",
        place,
        "score");
    if (candidate.reason() != null) {
      length(candidate.reason(), 0, MAX_CANDIDATE_REASON, "trace", "candidates", place, "reason");
    }
  }

  private void model(Submission.Model model) {
    length(model.name(), 1, MAX_MODEL_NAME, "trace", "model", "name");
    Double temperature = model.temperature();
    check(
        temperature == null || (temperature >= 0 && temperature <= MAX_TEMPERATURE),
        "The temperature must be 0 to 2.",
        "trace",
        "model",
        "temperature");
    check(
        model.tokens() == null || model.tokens() >= 0,
        "Tokens cannot be below 0.",
        "trace",
        "model",
        "tokens");
  }

  private void text(TextRule rule, String text, String field) {
    String fault = rule.fault(TextRule.trim(text));
    check(fault == null, String.valueOf(fault), field);
  }

  private void persona(PersonaKind persona, String field) {
    check(persona != PersonaKind.NONE, "NONE is no persona to recommend for.", field);
  }

  private void length(String text, int least, int most, String... field) {
    String trimmed = TextRule.trim(text);
    int length = trimmed.codePointCount(0, trimmed.length());
    check(
        length >= least && length <= most,
        "This must have %d to %d characters, not %,d.".formatted(least, most, length),
        field);
  }

  private void check(boolean holds, String message, String... field) {
    if (!holds) {
      List<String> path = new ArrayList<>(root);
      path.addAll(List.of(field));
      faults.add(new Refusal.InvalidInput(path, message));
    }
  }

  private static boolean isWebAddress(@Nullable String text) {
    if (text == null || text.codePointCount(0, text.length()) > MAX_URL) {
      return false;
    }
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      return address.getHost() != null && (scheme.equals("https") || scheme.equals("http"));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
