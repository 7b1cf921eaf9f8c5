package app.countersign.survive;

import app.countersign.platform.db.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A mutation that may be repeated with its key, and what is there when it was carried out once. All
 * need a senior operator and ask only what its payload holds.
 */
enum KeyedMutation {
  APPROVE(
      1,
      "approve(input: $input) { recommendation { ...item } ",
      "ApproveInput",
      "1 items at version 2, 2 entries, 1 decisions, 1 deliveries, 0 flags, 0 notes, 0 revisions"),
  FLAG(
      1,
      "flag(input: $input) { flag { id reason flaggedAt } recommendation { ...item } ",
      "FlagInput",
      "1 items at version 2, 2 entries, 1 decisions, 0 deliveries, 1 flags, 0 notes, 0 revisions"),
  BULK_APPROVE(
      20,
      "bulkApprove(input: $input) { batchId results { isApproved recommendation { ...item } } ",
      "BulkApproveInput",
      "20 items at version 2, 40 entries, 20 decisions, 20 deliveries, 0 flags, 0 notes, 0"
          + " revisions"),
  CLAIM(
      1,
      "claimRecommendation(input: $input) { recommendation { ...item } ",
      "ClaimRecommendationInput",
      "1 items at version 2, 2 entries, 0 decisions, 0 deliveries, 0 flags, 0 notes, 0 revisions"),
  MODIFY(
      1,
      "modify(input: $input) { recommendation { ...item } ",
      "ModifyInput",
      "1 items at version 2, 2 entries, 0 decisions, 0 deliveries, 0 flags, 0 notes, 1 revisions"),
  ADD_NOTE(
      1,
      "addNote(input: $input) { note { id text createdAt } ",
      "AddNoteInput",
      "1 items at version 1, 2 entries, 0 decisions, 0 deliveries, 0 flags, 1 notes, 0 revisions"),
  SUBMIT(
      0,
      "submitRecommendations(input: $input) { acceptedCount results { recommendation { ...item } }"
          + " ",
      "SubmitRecommendationsInput",
      "3 items at version 1, 3 entries, 0 decisions, 0 deliveries, 0 flags, 0 notes, 0 revisions");

  private static final String ITEM =
      " fragment item on Recommendation { id version status title decision { id kind decidedAt }"
          + " claim { claimedAt expiresAt } }";
  private static final String EFFECT =
      """
      WITH item AS (SELECT id, version FROM recommendation WHERE id = ANY (?) OR source = ?)
      SELECT format('%s items at version %s, %s entries, %s decisions, %s deliveries, %s flags, %s notes, %s revisions',
        (SELECT count(*) FROM item), (SELECT string_agg(DISTINCT version::text, '+') FROM item),
        (SELECT count(*) FROM audit_entry e JOIN item ON item.id = e.recommendation_id),
        (SELECT count(*) FROM decision d JOIN item ON item.id = d.recommendation_id),
        (SELECT count(*) FROM delivery d JOIN item ON item.id = d.subject_id),
        (SELECT count(*) FROM flag f JOIN item ON item.id = f.recommendation_id),
        (SELECT count(*) FROM note n JOIN item ON item.id = n.recommendation_id),
        (SELECT count(*) FROM revision v JOIN item ON item.id = v.recommendation_id))
      """;

  private final int items;
  private final String document;
  private final String once;

  KeyedMutation(int items, String field, String type, String once) {
    this.items = items;
    this.document =
        "mutation($input: "
            + type
            + "!) { "
            + field
            + " userErrors { code message } } }"
            + (field.contains("...item") ? ITEM : "");
    this.once = once;
  }

  /**
   * One call.
   *
   * @param items what it is about
   * @param request its body, with its key where it has one
   */
  record Call(KeyedMutation mutation, String name, List<UUID> items, String request) {
    /** What there is of it now. */
    String effect(Connection connection) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(EFFECT)) {
        statement.setObject(1, items.toArray(UUID[]::new));
        statement.setString(2, name);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return row.getString(1);
        }
      }
    }

    /** Whether there is all of it, once. */
    boolean isOnce(String effect) {
      return mutation.once.equals(effect);
    }

    @Override
    public String toString() {
      return mutation + " " + name;
    }
  }

  /** How many items a call needs. */
  int items() {
    return items;
  }

  /** What there is when it was carried out once. */
  String once() {
    return once;
  }

  /**
   * A call of it.
   *
   * @param name tells it from others, and is its key
   */
  Call call(String name, List<UUID> about, boolean hasKey) {
    Map<String, Object> input = new HashMap<>();
    switch (this) {
      case BULK_APPROVE -> input.put("recommendationIds", about);
      case SUBMIT -> {
        input.put("source", name);
        input.put("items", IntStream.range(0, 3).mapToObj(KeyedMutation::submission).toList());
      }
      default -> input.put("recommendationId", about.getFirst());
    }
    switch (this) {
      case FLAG -> input.put("reason", "Asked as " + name);
      case MODIFY -> input.put("title", "Asked as " + name);
      case ADD_NOTE -> input.put("text", "Asked as " + name);
      default -> {}
    }
    if (hasKey) {
      input.put("idempotencyKey", name);
    }
    Map<String, Object> request = Map.of("query", document, "variables", Map.of("input", input));
    return new Call(this, name, about, Json.write(request));
  }

  private static Map<String, Object> submission(int number) {
    return Map.of(
        "userId",
        Desk.USER,
        "personaPrimary",
        "HIGH_UTILIZATION",
        "type",
        "ARTICLE",
        "title",
        "How a card's utilization works",
        "rationale",
        "Your card ending in 4523 is at 68 % of its limit of $5,000.",
        "priority",
        "HIGH",
        "contentId",
        "utilization-" + number);
  }
}
