/**
 * What a first start shows: bank documents of invented people, generated from a seed in the form a
 * bank's sandbox uses, so that they come in by the same door as real ones.
 */
@NullMarked
package app.countersign.demo;

import org.jspecify.annotations.NullMarked;
