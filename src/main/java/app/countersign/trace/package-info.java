/**
 * Decision traces: how each recommendation came to be. Written once, with its recommendation, and
 * only read from then on.
 */
@NullMarked
package app.countersign.trace;

import org.jspecify.annotations.NullMarked;
