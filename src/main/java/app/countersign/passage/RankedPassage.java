package app.countersign.passage;

/**
 * A passage that says something about a question.
 *
 * @param place which of the passages given, from 0
 * @param share how much of what the question's words weigh is found in it, from 0; a rare word
 *     weighs more, a kindred word half as much as the word itself. 0 where it was found by likeness
 *     of spelling
 */
public record RankedPassage(int place, double share) {}
