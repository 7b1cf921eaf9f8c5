package app.countersign.survive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a caller was told about one item.
 *
 * @param action what it asked, as the audit trail calls it
 * @param takesOver whether it asked for a claim that another has
 * @param mark words of this call alone that its audit entry must hold; null where it takes none
 * @param code why it was refused; null where it was not
 * @param version of the item, as answered
 * @param status of the item, as answered
 * @param decision the one in force, as answered
 * @param claimedBy who has the item, as answered
 */
record RaceAnswer(
    UUID actor,
    String action,
    @Nullable UUID item,
    boolean takesOver,
    @Nullable String mark,
    Outcome outcome,
    @Nullable String code,
    @Nullable Integer version,
    @Nullable String status,
    @Nullable String decision,
    @Nullable String claimedBy,
    Instant at) {
  /** What became of a call. */
  enum Outcome {
    DONE,
    REFUSED,
    /** No answer came in time: it may be done or not. */
    LOST
  }

  /** The columns of {@link #line}. */
  static final String COLUMNS =
      """
      actor uuid, action text, item uuid, takes_over boolean, mark text, outcome text, code text,
      version integer, status text, decision uuid, claimed_by uuid, at timestamptz
      """;

  /** Of a call that nothing is known of yet. */
  static RaceAnswer asked(
      UUID actor, String action, @Nullable UUID item, boolean takesOver, @Nullable String mark) {
    return new RaceAnswer(
        actor, action, item, takesOver, mark, Outcome.LOST, null, null, null, null, null, now());
  }

  /** It was done, and the item stands so. */
  RaceAnswer done(JsonNode recommendation) {
    return new RaceAnswer(
        actor,
        action,
        UUID.fromString(recommendation.path("id").textValue()),
        takesOver,
        mark,
        Outcome.DONE,
        null,
        recommendation.path("version").intValue(),
        recommendation.path("status").textValue(),
        recommendation.path("decision").path("id").textValue(),
        recommendation.path("claim").path("operatorId").textValue(),
        now());
  }

  /** It was refused for this. */
  RaceAnswer refused(JsonNode userError) {
    JsonNode version = userError.path("currentVersion");
    return refused(
        userError.path("code").asText(),
        version.isInt() ? version.intValue() : null,
        userError.path("currentStatus").textValue());
  }

  /** It was refused as a request; what took too long may have been committed at that moment. */
  RaceAnswer refused(String because) {
    return new RaceAnswer(
        actor,
        action,
        item,
        takesOver,
        mark,
        because.equals("TIMEOUT") ? Outcome.LOST : Outcome.REFUSED,
        because,
        null,
        null,
        null,
        null,
        now());
  }

  private RaceAnswer refused(
      String because, @Nullable Integer currentVersion, @Nullable String currentStatus) {
    return new RaceAnswer(
        actor,
        action,
        item,
        takesOver,
        mark,
        Outcome.REFUSED,
        because,
        currentVersion,
        currentStatus,
        null,
        null,
        now());
  }

  /** As COPY reads it. */
  String line() {
    return Stream.of(
            actor, action, item, takesOver, mark, outcome, code, version, status, decision,
            claimedBy, at)
        .map(value -> Objects.toString(value, "\\N"))
        .collect(Collectors.joining("\t"));
  }

  private static Instant now() {
    return Instant.now();
  }
}
