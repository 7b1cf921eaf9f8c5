/**
 * Reading the three terms of a contract that a refund depends on: by rules or by a language model,
 * each with a confidence and a source that was checked against the text.
 */
@NullMarked
package app.countersign.extraction;

import org.jspecify.annotations.NullMarked;
