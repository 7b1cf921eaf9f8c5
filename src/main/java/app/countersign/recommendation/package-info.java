/**
 * The recommendations at the desk: what one is, how they are found, and the words in which the desk
 * says no. Changes nothing: what may be done to a recommendation is the review's.
 */
@NullMarked
package app.countersign.recommendation;

import org.jspecify.annotations.NullMarked;
