/**
 * Bills of groups and the debts that follow from them: proposed by the assistant or a member, in
 * force once a member countersigns, settled by who is owed. How an amount is divided is computed by
 * {@code split}; nothing here rounds. Currencies are never converted.
 */
@NullMarked
package app.countersign.bill;

import org.jspecify.annotations.NullMarked;
