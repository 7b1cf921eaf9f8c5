package app.countersign.article;

import app.countersign.platform.db.BadPage;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of a list of articles that is all there; a cursor names an article of the list. */
final class ArticleList {
  private static final String PREFIX = "articles:";

  private final List<Article> articles;

  ArticleList(List<Article> articles) {
    this.articles = articles;
  }

  /**
   * A page.
   *
   * @throws BadPage where a cursor is none of this list
   */
  Page<Article> page(PageRequest request) {
    int from = request.after() == null ? 0 : place("after", request.after()) + 1;
    int to = request.before() == null ? articles.size() : place("before", request.before());
    to = Math.max(from, to);
    int size = Math.min(request.size(), to - from);
    int start = request.isBackward() ? to - size : from;
    List<Article> shown = articles.subList(start, start + size);
    return new Page<>(
        shown,
        shown.stream().map(ArticleList::cursor).toList(),
        start + size < articles.size(),
        start > 0,
        articles::size);
  }

  private static String cursor(Article article) {
    byte[] bytes = (PREFIX + article.id()).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private int place(String argument, @Nullable String cursor) {
    for (int at = 0; at < articles.size(); at++) {
      if (cursor(articles.get(at)).equals(cursor)) {
        return at;
      }
    }
    throw new BadPage(argument, "The cursor in %s is none of this list.".formatted(argument));
  }
}
