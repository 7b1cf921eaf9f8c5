package app.countersign.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the classifier to its measured figures, and prints the tables of them. */
class IntentFiguresTest {
  /** Every second banking question had its false alarms looked at while the rules were made. */
  private static final int BANKING_SEEN = 1540;

  private static final int BANKING_UNSEEN = 1534;
  private static final double OWN_SEEN = 1;
  private static final double OWN_HELD_OUT = 0.95;

  private final IntentClassifier classifier = new IntentClassifier();

  @Test
  void theMappingNamesEachOfThe77IntentsOnce() throws IOException {
    Set<String> categories = new HashSet<>();

    List<BankingQuestion> questions = BankingQuestion.all();

    questions.forEach(question -> categories.add(question.category()));
    assertThat(questions).hasSize(3080);
    assertThat(BankingQuestion.mapping().keySet()).hasSize(77).isEqualTo(categories);
  }

  @Test
  void bankingQuestionsAreGeneralByTheMapping() throws IOException {
    Map<String, Intent> mapping = BankingQuestion.mapping();
    List<BankingQuestion> all = BankingQuestion.all();
    int[] right = new int[2];
    Map<Set<Intent>, Integer> answers = new HashMap<>();

    for (int at = 0; at < all.size(); at++) {
      Set<Intent> found = classifier.classify(all.get(at).text(), null).kinds();
      Intent wanted = mapping.getOrDefault(all.get(at).category(), Intent.CARD);
      right[at % 2] += found.equals(Set.of(wanted)) ? 1 : 0;
      answers.merge(found, 1, Integer::sum);
    }

    System.out.println("banking77: answers " + answers);
    System.out.println("banking77: right, looked at " + right[1] + ", not looked at " + right[0]);
    assertThat(right[1]).as("looked at, of 1,540").isGreaterThanOrEqualTo(BANKING_SEEN);
    assertThat(right[0]).as("not looked at, of 1,540").isGreaterThanOrEqualTo(BANKING_UNSEEN);
  }

  @Test
  void ownQuestionsThatShapedTheRulesAreToldApart() {
    double exact = measure("shaped the rules", false);

    assertThat(exact).isGreaterThanOrEqualTo(OWN_SEEN);
  }

  @Test
  void ownQuestionsHeldOutAreToldApart() {
    double exact = measure("held out", true);

    assertThat(exact).isGreaterThanOrEqualTo(OWN_HELD_OUT);
  }

  /** The share of questions with exactly the intents wanted. */
  private double measure(String part, boolean heldOut) {
    Map<Intent, Tally> tallies = new TreeMap<>();
    Map<String, Integer> confusion = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    List<Question> questions =
        Question.all().stream().filter(question -> question.heldOut() == heldOut).toList();
    for (Question question : questions) {
      Set<Intent> found = classifier.classify(question.text(), question.context()).kinds();
      for (Intent intent : Intent.values()) {
        tallies
            .computeIfAbsent(intent, key -> new Tally())
            .add(question.intents().contains(intent), found.contains(intent));
      }
      confusion.merge("| " + question.intents() + " | " + found + " | ", 1, Integer::sum);
      if (!found.equals(question.intents())) {
        wrong.add(question.text());
      }
    }
    System.out.println("Own questions, " + part + ": " + questions.size());
    tallies.forEach((intent, tally) -> System.out.println("| " + intent + " | " + tally.row()));
    confusion.forEach((pair, count) -> System.out.println(pair + count + " |"));
    System.out.println("wrong: " + wrong);
    for (Intent intent : List.of(Intent.SPLIT, Intent.TRACKER)) {
      Tally tally = tallies.getOrDefault(intent, new Tally());
      assertThat(tally.precision()).as(intent + " precision, " + part).isGreaterThanOrEqualTo(0.95);
    }
    return 1 - (double) wrong.size() / questions.size();
  }
}
