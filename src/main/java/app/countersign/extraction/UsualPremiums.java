package app.countersign.extraction;

import app.countersign.contract.ContractType;
import app.countersign.money.Money;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What contracts of a kind usually cost, by the prices that people submitted last. */
@Singleton
class UsualPremiums {
  private static final int FEWEST = 10;
  private static final BigDecimal DEVIATIONS = BigDecimal.TWO;

  private final Sql sql;

  UsualPremiums(Sql sql) {
    this.sql = sql;
  }

  /**
   * The usual price of one kind, in US dollars.
   *
   * @param mean exact; rounded only to be shown
   * @param deviation sample standard deviation
   */
  record Usual(ContractType type, int count, BigDecimal mean, BigDecimal deviation) {
    boolean isUnusual(Money premium) {
      return premium.currency().equals("USD")
          && premium.amount().subtract(mean).abs().compareTo(deviation.multiply(DEVIATIONS)) > 0;
    }
  }

  /** Of each kind with at least ten submitted prices, over the last 500 of them. */
  Map<ContractType, Usual> of(Set<ContractType> types) {
    return sql
        .list(
            """
            SELECT t.type, count(*) AS prices, avg(p.amount) AS mean,
              coalesce(stddev_samp(p.amount), 0) AS deviation
            FROM unnest(?::text[]) AS t(type)
            CROSS JOIN LATERAL (
              SELECT e.premium_amount AS amount
              FROM extraction e JOIN contract c ON c.id = e.contract_id
              WHERE c.type = t.type AND e.status = 'APPROVED' AND e.premium_currency = 'USD'
              ORDER BY e.submitted_at DESC LIMIT 500) p
            GROUP BY t.type HAVING count(*) >= ?
            """,
            row ->
                new Usual(
                    Rows.enumValue(row, "type", ContractType.class),
                    Rows.integer(row, "prices"),
                    Rows.decimal(row, "mean"),
                    Rows.decimal(row, "deviation")),
            types,
            FEWEST)
        .stream()
        .collect(Collectors.toMap(Usual::type, usual -> usual));
  }
}
