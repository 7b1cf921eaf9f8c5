/**
 * Language models: one question, one answer, whichever provider gives it. Every call fits in a
 * deadline, within which retries, breakers and the next provider have their turn; no question and
 * no answer is logged or counted by its content. Knows no feature.
 */
@NullMarked
package app.countersign.llm;

import org.jspecify.annotations.NullMarked;
