/**
 * Reads the terms of a contract by rules: no key, no network, the same answer every time. It would
 * rather say that a term is absent or unclear than guess it.
 */
@NullMarked
package app.countersign.extraction.rules;

import org.jspecify.annotations.NullMarked;
