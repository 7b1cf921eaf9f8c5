package app.countersign.article;

import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our articles, and what an answer quotes of them, in the schema. */
@Singleton
class ArticleGraphQl implements GraphQlModule {
  private static final int LONGEST_SEARCH = 200;

  private final Articles articles;

  ArticleGraphQl(Articles articles) {
    this.articles = articles;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring.type("Article", Article.class);
    wiring.type("ArticleSection", Article.Section.class);
    wiring.type("ArticlePassage", ArticlePassage.class);
    wiring.type("Passages", Passages.class);
    wiring
        .query("articles", this::list)
        .nullableQuery("article", call -> articles.find(call.text("id")));
  }

  private Connection<Article> list(Call call) {
    String search = call.argument("search", String.class);
    if (search != null && search.codePointCount(0, search.length()) > LONGEST_SEARCH) {
      throw new RequestError(
          RequestErrorCode.BAD_REQUEST,
          "search may have at most %d characters.".formatted(LONGEST_SEARCH));
    }
    return Connection.of(new ArticleList(found(search)).page(call.page()));
  }

  /** All in their order, or those with any word of the search, best first. */
  private List<Article> found(@Nullable String search) {
    return search == null || search.isBlank()
        ? articles.all()
        : articles.search(search).stream()
            .map(ArticlePassage::articleId)
            .distinct()
            .map(articles::find)
            .filter(Objects::nonNull)
            .toList();
  }
}
