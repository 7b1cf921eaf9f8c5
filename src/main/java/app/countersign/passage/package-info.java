/**
 * Which passages of a text say most about a question: by the database's full-text search for
 * English, with kindred words, and by likeness of spelling where no word is found. Knows neither
 * what the text is nor who asks.
 */
@NullMarked
package app.countersign.passage;

import org.jspecify.annotations.NullMarked;
