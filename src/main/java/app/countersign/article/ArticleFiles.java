package app.countersign.article;

import app.countersign.platform.data.DataNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the articles; a file that is not as it should be is a fault that names its place. */
final class ArticleFiles {
  private static final String FOLDER = "articles/";

  private ArticleFiles() {}

  /** All of them, in the order in which {@code articles.yml} names them. */
  static List<Article> read() {
    DataNode list = DataNode.read(FOLDER + "articles.yml").allowOnly("articles");
    List<Article> articles = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String id : list.texts("articles")) {
      if (!ids.add(id)) {
        throw list.fault("articles", id + " is named twice");
      }
      articles.add(article(id, DataNode.read(FOLDER + id + ".yml")));
    }
    return List.copyOf(articles);
  }

  static Article article(String id, DataNode file) {
    file.allowOnly("title", "updatedOn", "topics", "askedAs", "sections");
    List<Article.Section> sections =
        file.children("sections").stream().map(ArticleFiles::section).toList();
    if (sections.isEmpty()) {
      throw file.fault("sections", "is missing");
    }
    return new Article(
        id,
        file.text("title"),
        sections,
        file.texts("topics"),
        file.date("updatedOn"),
        file.texts("askedAs"));
  }

  private static Article.Section section(DataNode node) {
    node.allowOnly("heading", "text");
    return new Article.Section(node.text("heading"), node.text("text"));
  }
}
