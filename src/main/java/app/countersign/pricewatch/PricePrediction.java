package app.countersign.pricewatch;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * In what interval a price will be.
 *
 * @param forAt when: 14 days after the newest price
 * @param low the interval's lower end
 * @param high the interval's upper end
 * @param nominalCoveragePct how often such an interval would hold if the changes to come were like
 *     those seen, each on its own
 * @param backtestedCoveragePct how often it did hold on this product's own prices, each time made
 *     from what was known by then; null where there was nothing to try it on
 * @param backtestCount how often it was tried
 * @param changeCount from how many changes over about 14 days it is made
 * @param method the method in a sentence
 */
public record PricePrediction(
    Instant forAt,
    Money low,
    Money high,
    BigDecimal nominalCoveragePct,
    @Nullable BigDecimal backtestedCoveragePct,
    int backtestCount,
    int changeCount,
    String method) {}
