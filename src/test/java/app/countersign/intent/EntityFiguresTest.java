package app.countersign.intent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Holds the reading of amounts, dates, times and names to its measured figures, and prints them.
 */
class EntityFiguresTest {
  /** The day NLU++'s own answers are told from: its "today" is 15 March 2022, its "now" 9:00. */
  private static final ZonedDateTime NLUPP_DAY = ZonedDateTime.parse("2022-03-15T09:00:00Z");

  private static final Map<String, Set<String>> SLOTS =
      Map.of(
          "amounts", Set.of("amount_of_money"),
          "dates", Set.of("date", "date_from", "date_to", "date_period"),
          "times", Set.of("time", "time_from", "time_to", "time_period"),
          "names", Set.of("person_name"));

  private record Place(int start, int end) {}

  @Test
  void spansOfNluppAreFoundExactly() throws IOException {
    Map<String, Tally> tallies = new TreeMap<>();

    for (JsonNode text :
        new JsonMapper()
            .readTree(BankingQuestion.read("intent/banking77/nlupp-banking-fold0.json"))) {
      Map<String, List<Place>> found = places(text.path("text").asText());
      SLOTS.forEach(
          (kind, slots) -> {
            List<Place> wanted = wanted(text.path("slots"), slots);
            List<Place> got = found.getOrDefault(kind, List.of());
            int hits = (int) got.stream().filter(wanted::contains).count();
            tallies.computeIfAbsent(kind, key -> new Tally()).add(hits, wanted.size(), got.size());
            if (hits < Math.max(wanted.size(), got.size())) {
              System.out.println("NLU++ " + kind + ": " + text.path("text").asText() + " " + got);
            }
          });
    }

    tallies.forEach((kind, tally) -> System.out.println("| NLU++ " + kind + " | " + tally.row()));
    assertThat(tallies.get("amounts").f1()).isEqualTo(1);
    assertThat(tallies.get("dates").f1()).isGreaterThanOrEqualTo(0.972);
    assertThat(tallies.get("times").f1()).isEqualTo(1);
    assertThat(tallies.get("names").f1()).isEqualTo(1);
  }

  private static List<Place> wanted(JsonNode slots, Set<String> kinds) {
    List<Place> places = new ArrayList<>();
    for (String kind : kinds) {
      JsonNode span = slots.path(kind).path("span");
      if (!span.isMissingNode()) {
        places.add(new Place(span.path(0).asInt(), span.path(1).asInt()));
      }
    }
    return places;
  }

  private static Map<String, List<Place>> places(String text) {
    Entities found = Entities.find(text, NLUPP_DAY, MessageContext.SOLO);
    return Map.of(
        "amounts", found.amounts().stream().map(one -> place(one.words())).toList(),
        "dates", found.dates().stream().map(one -> place(one.words())).toList(),
        "times", found.times().stream().map(one -> place(one.words())).toList(),
        "names", found.people().stream().map(one -> place(one.words())).toList());
  }

  private static Place place(Cue cue) {
    return new Place(cue.start(), cue.end());
  }

  @Test
  void entitiesOfOwnQuestionsThatShapedTheRulesAreRead() {
    Map<String, Tally> tallies = measure(false);

    assertThat(tallies.values()).allMatch(tally -> tally.f1() >= 0.99);
  }

  @Test
  void entitiesOfOwnQuestionsHeldOutAreRead() {
    Map<String, Tally> tallies = measure(true);

    assertThat(tallies.values()).allMatch(tally -> tally.f1() >= 0.95);
  }

  /** By value: a hit reads the same amount, days, time or name. */
  private static Map<String, Tally> measure(boolean heldOut) {
    Map<String, Tally> tallies = new TreeMap<>();
    for (Question question : Question.all()) {
      if (question.heldOut() == heldOut) {
        Entities found = question.found();
        count(tallies, "amounts", question.amounts(), amounts(found));
        count(tallies, "dates", question.dates(), dates(found));
        count(tallies, "times", question.times(), times(found));
        count(tallies, "names", question.people(), names(found));
      }
    }
    String part = heldOut ? "held out" : "shaped the rules";
    tallies.forEach(
        (kind, tally) -> System.out.println("| own, " + part + ", " + kind + " | " + tally.row()));
    return tallies;
  }

  private static void count(
      Map<String, Tally> tallies, String kind, List<String> wanted, List<String> found) {
    List<String> left = new ArrayList<>(found);
    int hits = 0;
    for (String one : wanted) {
      hits +=
          left.remove(one.substring(one.indexOf(" = ") < 0 ? 0 : one.indexOf(" = ") + 3)) ? 1 : 0;
    }
    tallies.computeIfAbsent(kind, key -> new Tally()).add(hits, wanted.size(), found.size());
    if (hits < Math.max(wanted.size(), found.size())) {
      System.out.println("own " + kind + ": wanted " + wanted + ", found " + found);
    }
  }

  private static List<String> amounts(Entities found) {
    return found.amounts().stream()
        .map(
            one ->
                (one.approximate() ? "~" : "")
                    + one.amount().toPlainString()
                    + " "
                    + (one.currency() == null ? "?" : one.currency()))
        .toList();
  }

  private static List<String> dates(Entities found) {
    return found.dates().stream()
        .map(
            one ->
                one.from() == null
                    ? "each"
                    : one.from().equals(one.to())
                        ? one.from().toString()
                        : one.from() + ".." + one.to())
        .toList();
  }

  private static List<String> times(Entities found) {
    return found.times().stream().map(one -> one.from().toString()).toList();
  }

  private static List<String> names(Entities found) {
    return found.people().stream().map(one -> one.words().text()).toList();
  }
}
