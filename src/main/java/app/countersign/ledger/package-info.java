/**
 * The ledger: users as imported, their accounts, liabilities and transactions, and the doors bank
 * data comes in by. Amounts are stored from the account holder's view: positive is money in,
 * negative is money out.
 */
@NullMarked
package app.countersign.ledger;

import org.jspecify.annotations.NullMarked;
