package app.countersign.sample;

/**
 * A term as a clerk reads it.
 *
 * @param <T> what kind of value the term has
 * @param value the right value
 * @param words the words that name it, part of the quote
 * @param page where it stands, from 1
 * @param quote what states it, verbatim but for white space
 */
public record Answer<T>(T value, String words, int page, String quote) {}
