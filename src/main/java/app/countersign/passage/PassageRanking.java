package app.countersign.passage;

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
public class PassageRanking {
  private static final String KINDRED_WEIGHT = "0.5";
  private static final String OF_WORDS = "to_tsvector('english', p.words)";
  private static final String OF_LEXEMES = "p.words::tsvector";
  private static final String RANKED =
      """
      WITH passage AS MATERIALIZED (
        SELECT p.place, %s AS lexemes
        FROM unnest(?::text[]) WITH ORDINALITY AS p (words, place)),
      asked AS MATERIALIZED (
        SELECT replace(plainto_tsquery('english', q.words)::text, '&', '|')::tsquery AS query,
          tsvector_to_array(to_tsvector('english', q.words)) AS lexemes,
          tsvector_to_array(to_tsvector('english', q.kindred)) AS kindred
        FROM (SELECT ?::text AS words, ?::text AS kindred) q),
      found AS MATERIALIZED (
        SELECT p.place, t.lexeme, t.lexeme = any(a.lexemes) AS is_asked,
          CASE WHEN 'A' = any(t.weights) THEN 4 WHEN 'B' = any(t.weights) THEN 2
            WHEN 'C' = any(t.weights) THEN 1.5 ELSE 1 END AS factor
        FROM passage p, unnest(p.lexemes) t, asked a
        WHERE t.lexeme = any(a.lexemes) OR t.lexeme = any(a.kindred)),
      weight AS (
        SELECT f.lexeme, CASE WHEN f.is_asked THEN 1 ELSE %s END
          * ln(1 + (SELECT count(*) FROM passage)::float8 / count(*)) AS weight
        FROM found f GROUP BY f.lexeme, f.is_asked),
      whole AS (
        SELECT sum(coalesce(w.weight, ln(1 + (SELECT count(*) FROM passage)::float8))) AS weight
        FROM asked a, unnest(a.lexemes) lexeme LEFT JOIN weight w USING (lexeme))
      SELECT p.place - 1 AS place, coalesce(hit.weight / whole.weight, 0) AS share
      FROM (SELECT f.place, sum(w.weight * f.factor) AS weight FROM found f JOIN weight w USING (lexeme)
        GROUP BY f.place) hit
      JOIN passage p USING (place), asked a, whole
      ORDER BY hit.weight DESC, ts_rank_cd(p.lexemes, a.query, 1) DESC, p.place
      """;
  private static final String BY_WORDS = RANKED.formatted(OF_WORDS, KINDRED_WEIGHT);
  private static final String BY_LEXEMES = RANKED.formatted(OF_LEXEMES, KINDRED_WEIGHT);
  private static final String LEXEMES =
      """
      SELECT (setweight(to_tsvector('english', p.title), 'A')
        || setweight(to_tsvector('english', p.other), 'B')
        || setweight(to_tsvector('english', p.heading), 'C')
        || to_tsvector('english', p.words))::text AS lexemes
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
        WITH ORDINALITY AS p (title, other, heading, words, place)
      ORDER BY p.place
      """;

  private final Sql sql;

  PassageRanking(Sql sql) {
    this.sql = sql;
  }

  /**
   * A passage of a text with parts: a word of its title counts four times as much as one of its
   * own, one of the other words by which people ask for it twice, one of its heading half more.
   */
  public record Titled(String title, String otherWords, String heading, String words) {}

  /** Passages whose words were read once, for many questions. */
  public static final class Prepared {
    private final List<String> lexemes;

    private Prepared(List<String> lexemes) {
      this.lexemes = List.copyOf(lexemes);
    }
  }

  /** Reads the words of passages that many questions are asked of. */
  public Prepared prepare(List<Titled> passages) {
    return new Prepared(
        sql.list(
            LEXEMES,
            row -> Rows.text(row, "lexemes"),
            passages.stream().map(Titled::title).toList(),
            passages.stream().map(Titled::otherWords).toList(),
            passages.stream().map(Titled::heading).toList(),
            passages.stream().map(Titled::words).toList()));
  }

  /** The passages that have a word of the question or its kin, best first. */
  public List<RankedPassage> rank(Prepared passages, String question, KindredWords kindred) {
    return ranked(BY_LEXEMES, passages.lexemes, question, kindred);
  }

  /** The passages that say anything about the question, best first; none when none does. */
  public List<RankedPassage> rank(List<String> passages, String question, KindredWords kindred) {
    List<RankedPassage> ranked = ranked(BY_WORDS, passages, question, kindred);
    return ranked.isEmpty() ? byLikeness(passages, question) : ranked;
  }

  private List<RankedPassage> ranked(
      String statement, List<String> passages, String question, KindredWords kindred) {
    return sql.list(
        statement,
        row -> new RankedPassage(Rows.integer(row, "place"), row.getDouble("share")),
        passages,
        question,
        kindred.of(question));
  }

  private static List<RankedPassage> byLikeness(List<String> passages, String question) {
    double[] likeness = Trigrams.likeness(question, passages);
    return IntStream.range(0, likeness.length)
        .filter(at -> likeness[at] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer at) -> -likeness[at]))
        .map(place -> new RankedPassage(place, 0))
        .toList();
  }
}
