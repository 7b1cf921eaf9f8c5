package app.countersign.article;

import app.countersign.assistant.Drawer;
import java.util.List;

/**
 * What our articles say about a question.
 *
 * @param passages best first, at most three; none when nothing fits
 * @param isAnswered whether anything fits well enough to be an answer
 */
public record Passages(List<ArticlePassage> passages, boolean isAnswered) implements Drawer {
  /** Copies the list. */
  public Passages {
    passages = List.copyOf(passages);
  }

  /** They are quotes. */
  @Override
  public boolean allowsOtherWords() {
    return false;
  }
}
