/**
 * What a message of a money chat asks for, and the amounts, dates, times and people in it, by
 * rules. Pure: it reads text and its own word lists, nothing else.
 */
@NullMarked
package app.countersign.intent;

import org.jspecify.annotations.NullMarked;
