package app.countersign.article;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.intent.BankingQuestions;
import app.countersign.platform.data.DataNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the search in our articles to its measured figures, and prints the tables of them. */
@MicronautTest(startApplication = false, transactional = false)
@Property(name = "countersign.database.name", value = "assistant")
@Property(name = "countersign.schedule.enabled", value = "false")
class ArticleFiguresTest {
  /** All 3,080 take a minute; by default every fourth pair does. */
  private static final boolean ALL = Boolean.getBoolean("countersign.test.all-questions");

  private static final int THREADS = 4;

  @Inject Articles articles;
  @Inject ArticleEngine engine;

  /** What came of the questions of one part. */
  private static final class Tally {
    private int asked;
    private int first;
    private int three;
    private int silent;

    void add(List<String> found, Set<String> wanted) {
      asked++;
      silent += found.isEmpty() ? 1 : 0;
      first += !found.isEmpty() && wanted.contains(found.getFirst()) ? 1 : 0;
      three += found.stream().anyMatch(wanted::contains) ? 1 : 0;
    }

    double share(int count) {
      return (double) count / asked;
    }

    double rightOfAnswered() {
      return (double) first / Math.max(1, asked - silent);
    }

    String row() {
      return String.format(
          Locale.ROOT,
          "%d | %.3f | %.3f | %.3f | %.3f",
          asked,
          share(first),
          share(three),
          share(silent),
          rightOfAnswered());
    }
  }

  private static Map<String, Set<String>> mapping() {
    Map<String, Set<String>> mapping = new LinkedHashMap<>();
    DataNode.read("article/banking77.yml")
        .children("intents")
        .forEach(node -> mapping.put(node.text("name"), Set.copyOf(node.texts("articles"))));
    return mapping;
  }

  @Test
  void theMappingNamesEachOfThe77IntentsAndOnlyOurArticles() throws IOException {
    Set<String> ids = articles.all().stream().map(Article::id).collect(Collectors.toSet());

    Map<String, Set<String>> mapping = mapping();

    assertThat(mapping.keySet())
        .hasSize(77)
        .isEqualTo(
            BankingQuestions.all().stream()
                .map(BankingQuestions.Asked::category)
                .collect(Collectors.toSet()));
    assertThat(mapping.values()).allSatisfy(wanted -> assertThat(ids).containsAll(wanted));
  }

  @Test
  void bankingQuestionsFindTheirArticles() throws Exception {
    Map<String, Set<String>> mapping = mapping();
    Tally[] parts = {new Tally(), new Tally()};
    Tally[] unbarred = {new Tally(), new Tally()};
    Map<String, Tally> categories = new TreeMap<>();
    for (Searched searched : searched()) {
      Set<String> wanted = mapping.getOrDefault(searched.category(), Set.of());
      parts[searched.part()].add(searched.answered(), wanted);
      unbarred[searched.part()].add(searched.found(), wanted);
      categories
          .computeIfAbsent(searched.category(), name -> new Tally())
          .add(searched.answered(), wanted);
    }

    System.out.println("banking77 in our articles");
    System.out.println("| part | questions | top 1 | top 3 | abstained | right of answered |");
    System.out.println("| looked at | " + parts[0].row() + " |");
    System.out.println("| not looked at | " + parts[1].row() + " |");
    System.out.println("| looked at, without a threshold | " + unbarred[0].row() + " |");
    System.out.println("| not looked at, without a threshold | " + unbarred[1].row() + " |");
    categories.forEach((name, tally) -> System.out.println("| " + name + " | " + tally.row()));
    assertThat(parts[1].share(parts[1].first)).isGreaterThanOrEqualTo(0.68);
    assertThat(parts[1].share(parts[1].three)).isGreaterThanOrEqualTo(0.76);
    assertThat(parts[1].share(parts[1].silent)).isLessThanOrEqualTo(0.17);
    assertThat(parts[1].rightOfAnswered()).isGreaterThanOrEqualTo(0.80);
    assertThat(unbarred[1].share(unbarred[1].three)).isGreaterThanOrEqualTo(0.90);
  }

  /** What was found for a question, and what of it would be answered; part 0 was looked at. */
  private record Searched(String category, int part, List<String> answered, List<String> found) {}

  /** Asks them several at a time, for each is the database's work; in the questions' order. */
  private List<Searched> searched() throws IOException, InterruptedException, ExecutionException {
    List<Callable<Searched>> searches = new ArrayList<>();
    int at = 0;
    for (BankingQuestions.Asked asked : BankingQuestions.all()) {
      int part = at++ % 8;
      if (part < 2 || ALL) {
        searches.add(() -> searched(asked, part % 2));
      }
    }
    List<Searched> searched = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Searched> search : threads.invokeAll(searches)) {
        searched.add(search.get());
      }
    }
    return searched;
  }

  private Searched searched(BankingQuestions.Asked asked, int part) {
    List<ArticlePassage> found = articles.search(asked.text());
    return new Searched(asked.category(), part, ids(ArticleEngine.best(found)), ids(found));
  }

  private static List<String> ids(List<ArticlePassage> passages) {
    return passages.stream().map(ArticlePassage::articleId).distinct().limit(3).toList();
  }

  @Test
  void questionsAboutOtherThingsAreHardlyEverAnswered() throws IOException {
    List<String> answered = new ArrayList<>();
    List<String> asked = BankingQuestions.read("article/off-topic.txt").lines().toList();

    for (String question : asked) {
      if (engine.passages(question).isAnswered()) {
        answered.add(question);
      }
    }

    System.out.println(
        "off topic: answered %d of %d: %s".formatted(answered.size(), asked.size(), answered));
    assertThat(asked).hasSize(40);
    assertThat(answered).hasSizeLessThanOrEqualTo(2);
  }
}
