/**
 * What operators do to recommendations: decide, modify, claim, take back, one by one or in bulk.
 * The rules are pure; each change is one transaction of guarded statements with its history, its
 * audit entry and its delivery.
 */
@NullMarked
package app.countersign.review;

import org.jspecify.annotations.NullMarked;
