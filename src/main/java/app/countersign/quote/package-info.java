/**
 * Refund quotes of contracts: the computation's answer from submitted terms, stored as it was
 * given, beside comparisons and schedules for the analyst.
 */
@NullMarked
package app.countersign.quote;

import org.jspecify.annotations.NullMarked;
