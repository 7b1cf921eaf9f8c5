package app.countersign.extraction;

import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;

/**
 * What a reader found in a text.
 *
 * @param premium what the customer paid for the product
 * @param refundMethod how the unearned part comes back
 * @param cancellationFee what is kept for cancelling
 */
public record Reading(
    Term<Money> premium, Term<RefundMethod> refundMethod, Term<CancellationFee> cancellationFee) {}
