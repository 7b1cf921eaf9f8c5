package app.countersign.knot;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Knot reports by itself. A hint and no more: its body is not covered by its signature.
 *
 * @param event such as {@code NEW_TRANSACTIONS_AVAILABLE}
 * @param sessionId of the linking it came from; null where there is none
 * @param personId null where it is about nobody, or about nobody that could be ours
 * @param merchantId null where it names none
 * @param transactionIds which have changed
 * @param isDown what a merchant's status is; null in other reports
 * @param at when it happened; null where it does not say
 */
public record KnotReport(
    String event,
    @Nullable String sessionId,
    @Nullable UUID personId,
    @Nullable Integer merchantId,
    @Nullable String merchantName,
    List<UUID> transactionIds,
    @Nullable Boolean isDown,
    @Nullable Instant at) {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int MOST_IDS = 1_000;

  /** Copies the list. */
  public KnotReport {
    transactionIds = List.copyOf(transactionIds);
  }

  /** What the body says; null where it is no report. */
  public static @Nullable KnotReport read(byte[] body) {
    try {
      JsonNode node = Json.mapper().readTree(body);
      String event = TransactionReader.text(node.path("event"), 100);
      return event == null ? null : report(node, event);
    } catch (IOException _) {
      return null;
    }
  }

  private static KnotReport report(JsonNode node, String event) {
    JsonNode merchant = node.path("merchant");
    JsonNode status = node.path("data").path("status");
    JsonNode id = merchant.path("id");
    return new KnotReport(
        event,
        TransactionReader.text(node.path("session_id"), 200),
        uuid(node.path("external_user_id")),
        id.isInt() && id.intValue() > 0 ? id.intValue() : null,
        TransactionReader.text(merchant.path("name"), 200),
        transactionIds(node),
        status.isTextual() ? "DOWN".equals(status.textValue()) : null,
        at(node.path("timestamp")));
  }

  /** The ids stand in a list of the report or of its data, as texts or as objects with an id. */
  private static List<UUID> transactionIds(JsonNode node) {
    List<UUID> ids = new ArrayList<>();
    for (JsonNode list :
        List.of(
            node.path("transactions"),
            node.path("updated"),
            node.path("data").path("transactions"),
            node.path("data").path("updated"))) {
      for (JsonNode each : list) {
        UUID id = uuid(each.isObject() ? each.path("id") : each);
        if (id != null && ids.size() < MOST_IDS) {
          ids.add(id);
        }
      }
    }
    return ids;
  }

  /** In milliseconds since 1970. */
  private static @Nullable Instant at(JsonNode node) {
    try {
      return node.isIntegralNumber() ? Instant.ofEpochMilli(node.longValue()) : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static @Nullable UUID uuid(JsonNode node) {
    String text = node.textValue();
    return text != null && UUID_TEXT.matcher(text).matches() ? UUID.fromString(text) : null;
  }
}
