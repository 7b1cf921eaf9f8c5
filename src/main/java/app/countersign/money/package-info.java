/** Amounts in a currency: exact, and rounded in one place. */
@NullMarked
package app.countersign.money;

import org.jspecify.annotations.NullMarked;
