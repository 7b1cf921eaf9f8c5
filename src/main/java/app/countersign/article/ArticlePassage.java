package app.countersign.article;

import java.math.BigDecimal;

/**
 * A passage of one of our articles that answers a question.
 *
 * @param section the heading it stands under
 * @param quote its words, verbatim
 * @param startOffset of the quote in the article's text, in Unicode code points from 0
 * @param endOffset after its last character
 * @param score 0 to 1, how much of the question's words it has, two decimals; a score of the
 *     search, no probability
 */
public record ArticlePassage(
    String articleId,
    String title,
    String section,
    String quote,
    int startOffset,
    int endOffset,
    BigDecimal score) {}
