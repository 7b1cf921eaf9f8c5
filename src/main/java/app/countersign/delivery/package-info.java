/**
 * The outbox: what a decision sends, queued in the decision's own transaction, sent when it can no
 * longer be taken back, once each however many servers share the database.
 */
@NullMarked
package app.countersign.delivery;

import org.jspecify.annotations.NullMarked;
