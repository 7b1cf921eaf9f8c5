package app.countersign.sample;

import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a careful clerk reads in a text.
 *
 * @param premium null when the text does not state it
 * @param refundMethod null when the text does not state it
 * @param cancellationFee what is kept after the free look: zero where the text denies a fee, null
 *     where it says nothing
 */
public record SampleAnswers(
    @Nullable Answer<Money> premium,
    @Nullable Answer<RefundMethod> refundMethod,
    @Nullable Answer<CancellationFee> cancellationFee) {}
