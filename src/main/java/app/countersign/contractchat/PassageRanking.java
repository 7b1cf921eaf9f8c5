package app.countersign.contractchat;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks passages by how much they say about a question, with PostgreSQL's full-text search for
 * English: by the words of the question that a passage has, a rare one counting more (the logarithm
 * of how many passages there are for each that has it; a kindred word half as much), then by how
 * close together they stand ({@code ts_rank_cd}). Where no word is found at all, by likeness of
 * spelling.
 */
@Singleton
class PassageRanking {
  private static final String KINDRED_WEIGHT = "0.5";
  private static final String RANKED =
      """
      WITH passage AS MATERIALIZED (
        SELECT p.place, to_tsvector('english', p.words) AS lexemes
        FROM unnest(?::text[]) WITH ORDINALITY AS p (words, place)),
      asked AS MATERIALIZED (
        SELECT replace(plainto_tsquery('english', q.words)::text, '&', '|')::tsquery AS query,
          tsvector_to_array(to_tsvector('english', q.words)) AS lexemes,
          tsvector_to_array(to_tsvector('english', q.kindred)) AS kindred
        FROM (SELECT ?::text AS words, ?::text AS kindred) q),
      found AS MATERIALIZED (
        SELECT p.place, t.lexeme, t.lexeme = any(a.lexemes) AS is_asked
        FROM passage p, unnest(p.lexemes) t, asked a
        WHERE t.lexeme = any(a.lexemes) OR t.lexeme = any(a.kindred)),
      weight AS (
        SELECT f.lexeme, CASE WHEN f.is_asked THEN 1 ELSE %s END
          * ln(1 + (SELECT count(*) FROM passage)::float8 / count(*)) AS weight
        FROM found f GROUP BY f.lexeme, f.is_asked)
      SELECT p.place
      FROM (SELECT f.place, sum(w.weight) AS weight FROM found f JOIN weight w USING (lexeme)
        GROUP BY f.place) hit
      JOIN passage p USING (place), asked a
      ORDER BY hit.weight DESC, ts_rank_cd(p.lexemes, a.query, 1) DESC, p.place
      """
          .formatted(KINDRED_WEIGHT);

  private final Sql sql;

  PassageRanking(Sql sql) {
    this.sql = sql;
  }

  /** The passages that say anything about the question, best first; none when none does. */
  List<Passage> rank(List<Passage> passages, String question) {
    List<String> words = passages.stream().map(Passage::words).toList();
    List<Passage> ranked =
        sql
            .list(
                RANKED,
                row -> Rows.integer(row, "place"),
                words,
                question,
                KindredWords.of(question))
            .stream()
            .map(place -> passages.get(place - 1))
            .toList();
    return ranked.isEmpty() ? byLikeness(passages, words, question) : ranked;
  }

  private static List<Passage> byLikeness(
      List<Passage> passages, List<String> words, String question) {
    double[] likeness = Trigrams.likeness(question, words);
    return IntStream.range(0, likeness.length)
        .filter(at -> likeness[at] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer at) -> -likeness[at]))
        .map(passages::get)
        .toList();
  }
}
