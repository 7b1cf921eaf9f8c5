package app.countersign.merchant;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores purchases. The origin gives its states no number and no time of change, and pages come in
 * no order. So a state carries when the question was sent whose answer it is, and
 *
 * <ul>
 *   <li>one that was asked for before the stored one never replaces it;
 *   <li>one of a page does not either where its status is of an earlier stage, for pages may hold
 *       what a purchase was before;
 *   <li>one that was asked for by the purchase's own id is what it is then, whatever its stage.
 * </ul>
 *
 * <p>The caller holds the row of the linked account, so that nobody else stores for it meanwhile.
 */
@Singleton
class PurchaseStore {
  private final Sql sql;
  private final PurchaseFeed feed;

  PurchaseStore(Sql sql, PurchaseFeed feed) {
    this.sql = sql;
    this.feed = feed;
  }

  /**
   * Where states come from.
   *
   * @param askedAt when the question was sent
   * @param isById whether each was asked for by its own id
   */
  record Reading(
      UUID personId, int merchantId, PurchaseOrigin origin, Instant askedAt, boolean isById) {}

  /** How many were new, changed, and left as they were. */
  record Outcome(int added, int changed, int unchanged) {
    Outcome plus(Outcome other) {
      return new Outcome(added + other.added, changed + other.changed, unchanged + other.unchanged);
    }
  }

  private record Stored(
      UUID id, String sourceId, PurchaseStatus status, byte[] hash, Instant observedAt) {}

  private record Change(UUID id, ReadPurchase purchase) {}

  /** Which of these ids of a linked account's purchases are stored. */
  List<UUID> known(UUID personId, int merchantId, List<UUID> sourceIds) {
    return sql.list(
        """
        SELECT source_id FROM purchase
        WHERE person_id = ? AND merchant_id = ? AND origin = 'LINK' AND source_id = ANY(?)
        ORDER BY source_id
        """,
        row -> UUID.fromString(Rows.text(row, "source_id")),
        personId,
        merchantId,
        sourceIds.stream().map(UUID::toString).toList());
  }

  /** Stores states; of several of one purchase the last that may replace the one before. */
  @Transactional(propagation = Propagation.MANDATORY)
  Outcome store(Reading reading, List<ReadPurchase> states) {
    Map<String, ReadPurchase> latest = latest(reading, states);
    Map<String, Stored> stored = stored(reading, List.copyOf(latest.keySet()));
    List<Change> added = new ArrayList<>();
    List<Change> changed = new ArrayList<>();
    List<UUID> seenAgain = new ArrayList<>();
    for (ReadPurchase state : latest.values()) {
      Stored before = stored.get(state.sourceId());
      if (before == null) {
        added.add(new Change(Ids.next(), state));
      } else if (Arrays.equals(before.hash(), state.hash())) {
        seenAgain.add(before.id());
      } else if (mayReplace(reading, before, state)) {
        changed.add(new Change(before.id(), state));
      }
    }
    insert(reading, added);
    update(reading, changed);
    noteSeen(reading, seenAgain);
    List<Change> written = new ArrayList<>(added);
    written.addAll(changed);
    writeParts(written);
    feed.feed(reading.personId(), reading.merchantId(), written.stream().map(Change::id).toList());
    return new Outcome(added.size(), changed.size(), states.size() - written.size());
  }

  private static boolean mayReplace(Reading reading, Stored before, ReadPurchase state) {
    return !reading.askedAt().isBefore(before.observedAt())
        && (reading.isById() || state.status().stage() >= before.status().stage());
  }

  private static Map<String, ReadPurchase> latest(Reading reading, List<ReadPurchase> states) {
    Map<String, ReadPurchase> latest = new LinkedHashMap<>();
    for (ReadPurchase state : states) {
      latest.merge(
          state.sourceId(),
          state,
          (before, after) ->
              reading.isById() || after.status().stage() >= before.status().stage()
                  ? after
                  : before);
    }
    return latest;
  }

  private Map<String, Stored> stored(Reading reading, List<String> sourceIds) {
    Map<String, Stored> stored = new HashMap<>();
    sql.list(
            """
            SELECT id, source_id, status, content_hash, observed_at FROM purchase
            WHERE person_id = ? AND merchant_id = ? AND origin = ? AND source_id = ANY(?)
            """,
            PurchaseStore::readStored,
            reading.personId(),
            reading.merchantId(),
            reading.origin(),
            sourceIds)
        .forEach(each -> stored.put(each.sourceId(), each));
    return stored;
  }

  private static Stored readStored(ResultSet row) throws SQLException {
    return new Stored(
        Rows.uuid(row, "id"),
        Rows.text(row, "source_id"),
        Rows.enumValue(row, "status", PurchaseStatus.class),
        row.getBytes("content_hash"),
        Rows.instant(row, "observed_at"));
  }

  private void insert(Reading reading, List<Change> added) {
    sql.batch(
        """
        INSERT INTO purchase (id, person_id, merchant_id, origin, source_id, order_number, status,
          ordered_at, ordered_on, url, currency, subtotal, total, has_discrepancy, content_hash,
          observed_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        added.stream()
            .map(
                change -> {
                  ReadPurchase state = change.purchase();
                  return Arrays.<@Nullable Object>asList(
                      change.id(),
                      reading.personId(),
                      reading.merchantId(),
                      reading.origin(),
                      state.sourceId(),
                      state.orderNumber(),
                      state.status(),
                      Objects.requireNonNullElse(state.orderedAt(), reading.askedAt()),
                      Objects.requireNonNullElse(
                          state.orderedOn(),
                          reading.askedAt().atOffset(ZoneOffset.UTC).toLocalDate()),
                      state.url(),
                      state.currency(),
                      state.subtotal(),
                      state.total(),
                      state.hasDiscrepancy(),
                      state.hash(),
                      reading.askedAt(),
                      reading.askedAt());
                })
            .toList());
  }

  private void update(Reading reading, List<Change> changed) {
    sql.batch(
        """
        UPDATE purchase SET order_number = ?, status = ?,
          ordered_at = coalesce(CAST(? AS timestamptz), ordered_at),
          ordered_on = coalesce(CAST(? AS date), ordered_on), url = ?, currency = ?, subtotal = ?,
          total = ?, has_discrepancy = ?, content_hash = ?, observed_at = ?
        WHERE id = ?
        """,
        changed.stream()
            .map(
                change -> {
                  ReadPurchase state = change.purchase();
                  return Arrays.<@Nullable Object>asList(
                      state.orderNumber(),
                      state.status(),
                      state.orderedAt(),
                      state.orderedOn(),
                      state.url(),
                      state.currency(),
                      state.subtotal(),
                      state.total(),
                      state.hasDiscrepancy(),
                      state.hash(),
                      reading.askedAt(),
                      change.id());
                })
            .toList());
  }

  /** So that an older state that is still on its way does not replace it. */
  private void noteSeen(Reading reading, List<UUID> ids) {
    if (!ids.isEmpty()) {
      sql.update(
          "UPDATE purchase SET observed_at = ? WHERE id = ANY(?) AND observed_at < ?",
          reading.askedAt(),
          ids,
          reading.askedAt());
    }
  }

  private void writeParts(List<Change> written) {
    if (written.isEmpty()) {
      return;
    }
    List<UUID> ids = written.stream().map(Change::id).toList();
    for (String table : List.of("purchase_line", "purchase_payment", "purchase_adjustment")) {
      sql.update("DELETE FROM %s WHERE purchase_id = ANY(?)".formatted(table), ids);
    }
    List<List<@Nullable Object>> lines = new ArrayList<>();
    List<List<@Nullable Object>> payments = new ArrayList<>();
    List<List<@Nullable Object>> adjustments = new ArrayList<>();
    for (Change change : written) {
      addParts(change, lines, payments, adjustments);
    }
    sql.batch(
        """
        INSERT INTO purchase_line (purchase_id, position, product_code, name, category, seller, url,
          quantity, unit_price, subtotal, tax, total)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        lines);
    sql.batch(
        """
        INSERT INTO purchase_payment (purchase_id, position, kind, brand, last_four, amount)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        payments);
    sql.batch(
        """
        INSERT INTO purchase_adjustment (purchase_id, position, kind, label, amount)
        VALUES (?, ?, ?, ?, ?)
        """,
        adjustments);
  }

  private static void addParts(
      Change change,
      List<List<@Nullable Object>> lines,
      List<List<@Nullable Object>> payments,
      List<List<@Nullable Object>> adjustments) {
    ReadPurchase state = change.purchase();
    for (int place = 0; place < state.lines().size(); place++) {
      var line = state.lines().get(place);
      lines.add(
          Arrays.asList(
              change.id(),
              place,
              line.productCode(),
              line.name(),
              line.category(),
              line.seller(),
              line.url(),
              line.quantity(),
              line.unitPrice(),
              line.subtotal(),
              line.tax(),
              line.total()));
    }
    for (int place = 0; place < state.payments().size(); place++) {
      var payment = state.payments().get(place);
      payments.add(
          Arrays.asList(
              change.id(),
              place,
              payment.kind(),
              payment.brand(),
              payment.lastFour(),
              payment.amount()));
    }
    for (int place = 0; place < state.adjustments().size(); place++) {
      var adjustment = state.adjustments().get(place);
      adjustments.add(
          Arrays.asList(
              change.id(), place, adjustment.kind(), adjustment.label(), adjustment.amount()));
    }
  }
}
