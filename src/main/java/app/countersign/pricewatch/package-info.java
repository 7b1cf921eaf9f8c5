/**
 * Products whose price a person watches: what they cost, told by the person and by the person's own
 * orders; a target with an alert; whether a price is good; and what it may be in two weeks, where
 * there is enough to tell. Reads no shop: a URL is kept, never fetched.
 */
@NullMarked
package app.countersign.pricewatch;

import org.jspecify.annotations.NullMarked;
