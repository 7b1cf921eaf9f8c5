/**
 * What reaches a customer: approved recommendations in the customer's own chat and by letter, and
 * the customer's own record of them.
 */
@NullMarked
package app.countersign.inbox;

import org.jspecify.annotations.NullMarked;
