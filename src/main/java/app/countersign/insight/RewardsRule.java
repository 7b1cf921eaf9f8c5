package app.countersign.insight;

import static app.countersign.insight.InsightWords.count;
import static app.countersign.insight.InsightWords.day;
import static app.countersign.insight.InsightWords.money;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the best of the customer's cards would have earned more over the last 30 days. */
final class RewardsRule {
  static final BigDecimal LEAST = BigDecimal.ONE;

  private RewardsRule() {}

  static List<Finding> find(CurrencyBasis basis, RewardSource.@Nullable Rewards rewards) {
    if (rewards == null) {
      return List.of();
    }
    BigDecimal left = rewards.possible().subtract(rewards.earned());
    if (left.compareTo(LEAST) < 0) {
      return List.of();
    }
    InsightPeriod period = basis.period();
    return List.of(
        new Finding(
            InsightKind.REWARDS_LEFT,
            InsightSeverity.NOTICE,
            "",
            basis.currency(),
            rewards.bestCard(),
            "%s of rewards left".formatted(money(basis.money(left))),
            "In the 30 days to %s your cards earned %s; the best one for each of %s would have earned %s more, most of it %s."
                .formatted(
                    day(period.to()),
                    money(basis.money(rewards.earned())),
                    count(rewards.purchases(), "purchase"),
                    money(basis.money(left)),
                    rewards.bestCard()),
            List.of(
                InsightFigure.amount("left", basis.money(left), period),
                InsightFigure.amount("earned", basis.money(rewards.earned()), period),
                InsightFigure.amount("possible", basis.money(rewards.possible()), period),
                InsightFigure.count("purchases", rewards.purchases(), period))));
  }
}
