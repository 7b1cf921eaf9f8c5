/**
 * Personas: which of five kinds of financial life a user's signals show, how that changes, and for
 * how long it has held. Reads signals; knows nothing of recommendations.
 */
@NullMarked
package app.countersign.persona;

import org.jspecify.annotations.NullMarked;
