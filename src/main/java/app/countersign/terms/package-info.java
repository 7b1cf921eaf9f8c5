/**
 * The terms of a contract that a refund depends on: how the price comes back, and what is kept of
 * it. What a reader finds, a clerk confirms and the computation takes.
 */
@NullMarked
package app.countersign.terms;

import org.jspecify.annotations.NullMarked;
