/**
 * Insights: what a customer's own ledger says that is worth knowing, found by rules, stored, and
 * told with the figures it came from. The arithmetic is pure; a job in the background does it.
 */
@NullMarked
package app.countersign.insight;

import org.jspecify.annotations.NullMarked;
