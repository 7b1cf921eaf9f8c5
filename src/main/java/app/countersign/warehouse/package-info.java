/**
 * Findings of a data warehouse, by the SQL API of Snowflake: one configured question for each kind
 * of insight, with the customer's id as its only parameter. Off unless switched on; asked in the
 * background only.
 */
@NullMarked
package app.countersign.warehouse;

import org.jspecify.annotations.NullMarked;
