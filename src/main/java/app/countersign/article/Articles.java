package app.countersign.article;

import app.countersign.passage.PassageRanking;
import app.countersign.passage.PassageRanking.Prepared;
import app.countersign.passage.PassageRanking.Titled;
import io.micronaut.context.annotation.Context;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Our articles, and the search in them. Read when the server starts, so a fault stops it there. */
@Context
public class Articles {
  /** A passage whose own words hold all of a question has half of what a title's words give. */
  private static final double WHOLE_SHARE = 2;

  private final List<Article> articles;
  private final Map<String, Article> byId;
  private final List<Place> places;
  private final PassageRanking ranking;
  private volatile @Nullable Prepared prepared;

  Articles(PassageRanking ranking) {
    this.ranking = ranking;
    this.articles = ArticleFiles.read();
    this.byId =
        articles.stream()
            .collect(
                Collectors.toMap(
                    Article::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    this.places = articles.stream().flatMap(article -> Place.of(article).stream()).toList();
  }

  private record Place(Article article, int section) {
    static List<Place> of(Article article) {
      List<Place> places = new ArrayList<>();
      for (int at = 0; at < article.sections().size(); at++) {
        places.add(new Place(article, at));
      }
      return places;
    }

    Titled titled() {
      Article.Section own = article.sections().get(section);
      return new Titled(
          article.title(),
          String.join(". ", article.askedAs()),
          own.heading(),
          String.join(" ", article.topics()) + ". " + own.text());
    }

    ArticlePassage passage(double share) {
      Article.Section own = article.sections().get(section);
      int start = article.startOffset(section);
      return new ArticlePassage(
          article.id(),
          article.title(),
          own.heading(),
          own.text(),
          start,
          start + own.text().codePointCount(0, own.text().length()),
          BigDecimal.valueOf(Math.min(1, share / WHOLE_SHARE)).setScale(2, RoundingMode.HALF_UP));
    }
  }

  /** All of them, in their order. */
  public List<Article> all() {
    return articles;
  }

  /** One of them; null when there is none with this id. */
  public @Nullable Article find(String id) {
    return byId.get(id);
  }

  /** The passages that have any word of the question or its kin, best first. */
  public List<ArticlePassage> search(String question) {
    return ranking.rank(prepared(), question, ArticleWords.KINDRED).stream()
        .map(found -> places.get(found.place()).passage(found.share()))
        .toList();
  }

  private Prepared prepared() {
    // Two that come first at once make the same.
    Prepared ready = prepared;
    if (ready == null) {
      ready = ranking.prepare(places.stream().map(Place::titled).toList());
      prepared = ready;
    }
    return ready;
  }
}
