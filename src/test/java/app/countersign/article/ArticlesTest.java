package app.countersign.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.guardrail.Guardrails;
import app.countersign.guardrail.TextChecks;
import app.countersign.guardrail.TextGuardrails;
import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import app.countersign.platform.db.BadPage;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArticlesTest {
  private static final Pattern VENDOR =
      Pattern.compile(
          "(?i)\\b(apple|google|visa|mastercard|amex|paypal|amazon|revolut|klarna|venmo)\\b|https?:");

  private final List<Article> articles = ArticleFiles.read();

  @Test
  void thereAreThirtyNineOfThemWithTopicsAndSections() {
    assertThat(articles).hasSize(39);
    assertThat(articles)
        .allSatisfy(
            article -> {
              assertThat(article.id()).matches("[a-z]+(-[a-z]+)*");
              assertThat(article.topics()).isNotEmpty();
              assertThat(article.sections()).hasSizeBetween(3, 6);
              assertThat(article.updatedOn()).isAfter(LocalDate.parse("2026-01-01"));
              assertThat(article.sections())
                  .allSatisfy(section -> assertThat(section.text()).hasSizeBetween(80, 600));
            });
  }

  @Test
  void theyNameNoVendorAndPassTheGuardrails() {
    TextGuardrails guardrails = Guardrails.load();
    List<String> faults = new ArrayList<>();
    for (Article article : articles) {
      TextChecks checks = guardrails.check(article.title(), article.text());
      if (!checks.tone().passed()
          // Moving money is what these are about; it tells nobody to.
          || checks.advice().findings().stream().anyMatch(one -> !one.code().equals("MONEY_MOVE"))
          || VENDOR.matcher(article.text()).find()) {
        faults.add(article.id() + " " + checks);
      }
    }

    assertThat(faults).isEmpty();
  }

  @Test
  void aSectionKnowsItsPlaceInCodePoints() {
    Article article =
        new Article(
            "a",
            "A",
            List.of(
                new Article.Section("😀 First", "One 🚗."), new Article.Section("Second", "Two.")),
            List.of("t"),
            LocalDate.parse("2026-11-16"),
            List.of());

    String text = article.text();

    assertThat(text).isEqualTo("😀 First\n\nOne 🚗.\n\nSecond\n\nTwo.");
    assertThat(text.substring(text.offsetByCodePoints(0, article.startOffset(1))))
        .isEqualTo("Two.");
    assertThat(text.substring(text.offsetByCodePoints(0, article.startOffset(0))))
        .startsWith("One 🚗.");
  }

  @Test
  void aFaultInAFileNamesItsPlace() {
    DataNode none = DataNode.parse("articles/x.yml", "title: X\nupdatedOn: '2026-11-16'");
    DataNode strange =
        DataNode.parse(
            "articles/x.yml",
            "title: X\nupdatedOn: '2026-11-16'\nsections: [{heading: H, text: T, words: W}]");

    assertThatThrownBy(() -> ArticleFiles.article("x", none))
        .isInstanceOf(DataFault.class)
        .hasMessage("articles/x.yml: sections: is missing");
    assertThatThrownBy(() -> ArticleFiles.article("x", strange))
        .isInstanceOf(DataFault.class)
        .hasMessageContaining("words: is not a field here");
  }

  @Test
  void pagesCoverTheListOnceInBothDirections() {
    ArticleList list = new ArticleList(articles);
    List<Article> forward = new ArrayList<>();
    Page<Article> page = list.page(PageRequest.first(16));
    forward.addAll(page.items());
    while (page.hasNext()) {
      page = list.page(PageRequest.first(16, page.cursors().getLast()));
      forward.addAll(page.items());
    }
    Page<Article> last = list.page(PageRequest.last(10, null));
    Page<Article> before = list.page(PageRequest.last(10, last.cursors().getFirst()));

    assertThat(forward).isEqualTo(articles);
    assertThat(page.hasPrevious()).isTrue();
    assertThat(last.items()).isEqualTo(articles.subList(29, 39));
    assertThat(last.hasNext()).isFalse();
    assertThat(before.items()).isEqualTo(articles.subList(19, 29));
    assertThat(before.hasNext()).isTrue();
    assertThat(before.total().getAsLong()).isEqualTo(39);
    assertThatThrownBy(() -> list.page(PageRequest.first(1, "nonsense")))
        .isInstanceOf(BadPage.class);
  }
}
