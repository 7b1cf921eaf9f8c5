/**
 * Doubts about recommendations, and how they are found. Raising, resolving and withdrawing one
 * moves its recommendation, so that is the review's to do.
 */
@NullMarked
package app.countersign.flag;

import org.jspecify.annotations.NullMarked;
