package app.countersign.merchant;

import app.countersign.money.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One product of a purchase. What the merchant does not say is null.
 *
 * @param position from 0
 * @param productCode the merchant's, such as an ASIN
 * @param quantity 0 for what was cancelled
 * @param subtotal before tax
 * @param tax of this line; known from files only
 * @param total of this line, with its tax where that is known
 */
public record PurchaseLine(
    int position,
    @Nullable String productCode,
    @Nullable String name,
    @Nullable String category,
    @Nullable String seller,
    @Nullable String url,
    BigDecimal quantity,
    @Nullable Money unitPrice,
    @Nullable Money subtotal,
    @Nullable Money tax,
    @Nullable Money total) {}
