package app.countersign.merchant;

import app.countersign.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What was added to the goods, or taken off.
 *
 * @param amount below zero where it was taken off
 */
public record PurchaseAdjustment(AdjustmentKind kind, @Nullable String label, Money amount) {}
