/**
 * Sample contracts of the product's own wording, with what a careful clerk reads in them, and the
 * documents made from their texts: what a demonstration shows and what readers are compared with.
 */
@NullMarked
package app.countersign.sample;

import org.jspecify.annotations.NullMarked;
