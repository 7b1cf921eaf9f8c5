/**
 * Behaviour signals: what a person's ledger says about subscriptions, savings, credit, income and
 * life stage over a window, as of a day. Reads the ledger; knows nothing of personas or
 * recommendations.
 */
@NullMarked
package app.countersign.signal;

import org.jspecify.annotations.NullMarked;
