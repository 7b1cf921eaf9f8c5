package app.countersign.merchant;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What there is of a purchase, to be compared with its source.
 *
 * @param ledgerRows rows of the ledger that are its total
 */
public record PurchaseFacts(
    String status, BigDecimal total, int lines, int payments, int ledgerRows) {
  private static final String STORED =
      """
      SELECT p.source_id, p.status, p.total,
        (SELECT count(*) FROM purchase_line l WHERE l.purchase_id = p.id) AS lines,
        (SELECT count(*) FROM purchase_payment m WHERE m.purchase_id = p.id) AS payments,
        (SELECT count(*) FROM ledger_transaction t
          WHERE t.purchase_id = p.id AND -t.amount = p.total) AS ledger_rows
      FROM purchase p WHERE p.person_id = ?
      """;

  /**
   * What is stored of a person, by the id of the source.
   *
   * @throws IllegalStateException if one is there twice
   */
  public static Map<String, PurchaseFacts> stored(Connection connection, UUID person)
      throws SQLException {
    Map<String, PurchaseFacts> facts = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(STORED)) {
      statement.setObject(1, person);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          if (facts.put(row.getString("source_id"), read(row)) != null) {
            throw new IllegalStateException("a purchase is there twice");
          }
        }
      }
    }
    return facts;
  }

  private static PurchaseFacts read(ResultSet row) throws SQLException {
    return new PurchaseFacts(
        row.getString("status"),
        row.getBigDecimal("total").stripTrailingZeros(),
        row.getInt("lines"),
        row.getInt("payments"),
        row.getInt("ledger_rows"));
  }
}
