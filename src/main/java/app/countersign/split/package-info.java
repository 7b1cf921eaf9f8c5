/**
 * Bill splits and settling up: who owes how much of an amount, with the working, and who pays whom
 * so that everybody is even. Pure computation over amounts and members' ids; it reads no database,
 * no clock and no network, and does not know who the members are.
 */
@NullMarked
package app.countersign.split;

import org.jspecify.annotations.NullMarked;
