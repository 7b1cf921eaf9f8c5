package app.countersign.ledger;

import app.countersign.ledger.ImportResult.Reason;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The {@code liability} object of an account. A card's rate is its purchase APR, a loan's its
 * nominal APR; a loan's principal stands in for a balance the document does not give.
 */
record LiabilityNode(DocumentNode node, LiabilityType type) {

  private static final int MAX_TYPE = 50;
  private static final BigDecimal MAX_RATE = new BigDecimal(1_000);

  static @Nullable LiabilityNode of(DocumentNode account) {
    var node = account.object("liability");
    if (node == null) {
      return null;
    }
    return switch (node.requiredText("type", MAX_TYPE)) {
      case "credit" -> new LiabilityNode(node, LiabilityType.CREDIT_CARD);
      case "student" -> new LiabilityNode(node, LiabilityType.STUDENT_LOAN);
      case "mortgage" -> new LiabilityNode(node, LiabilityType.MORTGAGE);
      default ->
          throw node.refuse(
              Reason.UNKNOWN_VALUE,
              "type",
              "One of credit, student and mortgage is expected here.");
    };
  }

  @Nullable BigDecimal principal() {
    return type == LiabilityType.CREDIT_CARD ? null : node.magnitude("principal");
  }

  Liability liability(UUID id, UUID accountId) {
    return new Liability(
        id,
        accountId,
        type,
        rate(type == LiabilityType.CREDIT_CARD ? "purchase_apr" : "nominal_apr"),
        node.magnitude("minimum_payment_amount"),
        node.magnitude("last_payment_amount"),
        node.date("last_payment_date"),
        node.date("next_payment_due_date"),
        node.number("last_statement_balance"),
        node.flag("is_overdue"));
  }

  private @Nullable BigDecimal rate(String field) {
    var rate = node.magnitude(field);
    if (rate != null && rate.compareTo(MAX_RATE) > 0) {
      throw node.refuse(Reason.BAD_NUMBER, field, "A rate is in percent, at most 1000.");
    }
    return rate;
  }
}
