package app.countersign.article;

import app.countersign.assistant.Drawer;
import app.countersign.assistant.Engine;
import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.assistant.StageLog;
import app.countersign.intent.Intent;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers general questions by what our articles say about them: the best passages as they stand,
 * with where they are from. Where none fits well enough it says that, and answers nothing.
 */
@Singleton
class ArticleEngine implements Engine {
  /**
   * From this score on a passage is an answer; see the figures of the search for what is lost and
   * won by it.
   */
  static final BigDecimal ENOUGH = new BigDecimal("0.40");

  static final String NOTHING =
      "Our articles say nothing about this, so I have no answer. I can help with which of your"
          + " cards earns most on a purchase, with who owes what, with whether a price is good, and"
          + " with general questions about cards, payments, budgets and debts.";

  private static final int MOST = 3;

  private final Articles articles;

  ArticleEngine(Articles articles) {
    this.articles = articles;
  }

  @Override
  public Intent intent() {
    return Intent.GENERAL;
  }

  @Override
  public Class<? extends Drawer> drawerType() {
    return Passages.class;
  }

  @Override
  public EngineAnswer answer(Question question, StageLog stages) {
    stages.begin("Searching %d articles".formatted(articles.all().size()));
    Passages found = passages(question.words());
    return new EngineAnswer(found.isAnswered() ? words(found.passages()) : NOTHING, found, null);
  }

  /** What our articles say about a question. */
  Passages passages(String question) {
    List<ArticlePassage> best = best(articles.search(question));
    return new Passages(best, !best.isEmpty());
  }

  /** Of what a search found, the best passage of each of at most three articles that fits. */
  static List<ArticlePassage> best(List<ArticlePassage> found) {
    Map<String, ArticlePassage> best = new LinkedHashMap<>();
    for (ArticlePassage passage : found) {
      if (passage.score().compareTo(ENOUGH) < 0 || best.size() == MOST) {
        break;
      }
      best.putIfAbsent(passage.articleId(), passage);
    }
    return List.copyOf(best.values());
  }

  /** The best passage, and where more is said. */
  private static String words(List<ArticlePassage> passages) {
    ArticlePassage first = passages.getFirst();
    StringBuilder words = new StringBuilder(first.quote());
    words.append("\n\nFrom our article “%s”, “%s”.".formatted(first.title(), first.section()));
    for (ArticlePassage other : passages.subList(1, passages.size())) {
      words.append("\nSee also “%s”, “%s”.".formatted(other.title(), other.section()));
    }
    return words.toString();
  }
}
