package app.countersign.extraction.model;

import app.countersign.extraction.Reading;
import app.countersign.llm.ModelUse;
import java.util.List;

/**
 * What a language model read, and from how much of the text.
 *
 * @param use who answered and what it took
 * @param isTextComplete whether the model was given all of the text
 * @param pagesSent the pages, from 1, of which it was given anything, ascending
 */
public record ModelReading(
    Reading reading, ModelUse use, boolean isTextComplete, List<Integer> pagesSent) {}
