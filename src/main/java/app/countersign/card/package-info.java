/**
 * Which card to pay with: a catalogue of products as data, a person's own cards, how much of a
 * rate's cap is used, and what a purchase earns with each. Never holds a card's number: the last
 * four digits at most.
 */
@NullMarked
package app.countersign.card;

import org.jspecify.annotations.NullMarked;
