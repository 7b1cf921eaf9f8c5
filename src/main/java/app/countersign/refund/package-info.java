/**
 * Refunds: what comes back to a customer who ends a contract early, with every step, the rule that
 * decided it and what is not known. Pure computation over terms, a request and dated law; it reads
 * no database, no clock and no network.
 */
@NullMarked
package app.countersign.refund;

import org.jspecify.annotations.NullMarked;
