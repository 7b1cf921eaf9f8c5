/**
 * E-mail to people: what it says, whether they want it, and how it leaves the house. Letters wait
 * in the outbox of {@code delivery}; the tokens some of them carry are made when they are sent.
 */
@NullMarked
package app.countersign.letter;

import org.jspecify.annotations.NullMarked;
