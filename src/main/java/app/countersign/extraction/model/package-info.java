/**
 * Reading a contract's terms by a language model. The contract is data between marks nobody can
 * guess, and nothing the model says is believed without the text: form, ranges and quotes are
 * checked, and doubts lower the confidence and are said.
 */
@NullMarked
package app.countersign.extraction.model;

import org.jspecify.annotations.NullMarked;
