package app.countersign.insight;

import app.countersign.ledger.LedgerTransaction;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what purchases earned on the cards they were paid with, and what they could have. */
public interface RewardSource {
  /**
   * What was earned and what the best of the customer's own cards would have earned on each
   * purchase; null where no purchase was paid with one of at least two cards that are known. Read
   * in the running transaction.
   *
   * @param currency of the purchases; cards of other currencies do not count
   * @param bought in the period, oldest first
   * @param zone the customer's
   */
  @Nullable Rewards of(
      UUID personId,
      String currency,
      List<LedgerTransaction> bought,
      InsightPeriod period,
      ZoneId zone);

  /**
   * Rewards of some purchases.
   *
   * @param earned with the cards they were paid with
   * @param possible with the best card for each, at least as much
   * @param bestCard the card that would have earned most of the difference
   * @param purchases how many would have earned more
   */
  record Rewards(BigDecimal earned, BigDecimal possible, String bestCard, int purchases) {}
}
