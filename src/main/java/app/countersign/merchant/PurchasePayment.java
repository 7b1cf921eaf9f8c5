package app.countersign.merchant;

import app.countersign.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A part of what was paid.
 *
 * @param lastFour digits of the card or account; more of them are never kept
 * @param amount null where the merchant does not say
 */
public record PurchasePayment(
    PaymentKind kind, @Nullable String brand, @Nullable String lastFour, @Nullable Money amount) {}
