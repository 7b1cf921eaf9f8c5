package app.countersign.survive;

import app.countersign.testing.process.Caller.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What callers were told, kept by the callers: the server's word against its database. */
final class Journal {
  private final List<Done> done = new ArrayList<>();
  private final Map<Effect, Integer> effects = new HashMap<>();
  private final Map<UUID, Known> known = new HashMap<>();
  private final Map<String, Integer> troubles = new TreeMap<>();
  private long slowestNanos;
  private long lastTrouble = System.nanoTime();

  /** What was acknowledged: repeated with its key it gives the same answer. */
  record Done(String key, Act act, Map<String, Object> input, String answer, long atNanos) {}

  /** What the audit trail has to tell of an item. */
  record Effect(UUID item, String action) {}

  /** How an item stood when it was last told of. */
  record Known(String status, int version) {}

  /** A call was answered, and the answer was that it is done. */
  synchronized void acknowledged(Done told, List<UUID> items) {
    done.add(told);
    for (UUID item : items) {
      effects.merge(new Effect(item, told.act().recorded()), 1, Integer::sum);
    }
  }

  /** How an item stands by an answer. */
  synchronized void stands(JsonNode recommendation) {
    if (recommendation.isObject()) {
      known.put(
          UUID.fromString(recommendation.path("id").textValue()),
          new Known(
              recommendation.path("status").textValue(),
              recommendation.path("version").intValue()));
    }
  }

  /** A call that was begun then was not done, or nobody knows whether it was: why. */
  synchronized void troubled(String why, long begunNanos) {
    troubles.merge(why, 1, Integer::sum);
    lastTrouble = Math.max(lastTrouble, begunNanos);
  }

  /** The desk refused it for a reason of its own, such as a window that closed meanwhile. */
  synchronized void refused(String code) {
    troubles.merge("refused: " + code, 1, Integer::sum);
  }

  /** So long a call took, whatever came of it. */
  synchronized void took(long nanos) {
    slowestNanos = Math.max(slowestNanos, nanos);
  }

  synchronized int size() {
    return done.size();
  }

  synchronized List<Done> done() {
    return List.copyOf(done);
  }

  synchronized Map<Effect, Integer> effects() {
    return Map.copyOf(effects);
  }

  synchronized Map<UUID, Known> known() {
    return Map.copyOf(known);
  }

  synchronized Map<String, Integer> troubles() {
    return new TreeMap<>(troubles);
  }

  /** How often the server said that it could not for the moment. */
  synchronized int unavailable() {
    return troubles.getOrDefault("UNAVAILABLE", 0);
  }

  synchronized Duration slowest() {
    return Duration.ofNanos(slowestNanos);
  }

  /** How long after this moment the last call was begun that was not done at the first try. */
  synchronized Duration recovery(long sinceNanos) {
    long firstDone =
        done.stream()
            .mapToLong(Done::atNanos)
            .filter(at -> at > sinceNanos)
            .min()
            .orElse(Long.MAX_VALUE);
    return Duration.ofNanos(Math.max(firstDone, lastTrouble) - sinceNanos);
  }

  /** What an answer says of the item or the items it is about. */
  static List<JsonNode> items(Answer answer) {
    List<JsonNode> items = new ArrayList<>();
    JsonNode one = answer.field().path("recommendation");
    if (one.isObject()) {
      items.add(one);
    }
    answer.field().path("results").forEach(result -> items.add(result.path("recommendation")));
    return items;
  }
}
