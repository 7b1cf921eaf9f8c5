package app.countersign.bill;

import app.countersign.bill.BillSplit.Person;
import app.countersign.bill.SplitMessage.Mention;
import app.countersign.split.SplitRule;
import app.countersign.split.SplitRule.ByWeight;
import app.countersign.split.SplitRule.Equal;
import app.countersign.split.SplitRule.Weight;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message says of who bears more of a cost than another. */
final class SpokenWeights {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final String VERB =
      "(?:(?:only |just )?(?:pays?|paying|owes?|gets?|takes?|covers?|puts?"
          + " in|does|stays?|stayed|has|had|ate|is|counts?(?: as| for)?|should"
          + " (?:pay|cover|owe)|will (?:pay|cover)|(?:was|is) there(?: for)?)\\s+)?";
  private static final Pattern PERCENT_BEFORE =
      SplitMessage.pattern(
          "(\\d+(?:\\.\\d+)?)\\s*(?:%|percent)\\s*(?:(?:for|by|to|from|on|goes to|is"
              + " for)\\s+)?@?$");
  private static final Pattern PERCENT_AFTER =
      SplitMessage.pattern(
          "^(?:'s|’s)?\\s*[:,=-]?\\s*" + VERB + "(?:for\\s+)?(\\d+(?:\\.\\d+)?)\\s*(?:%|percent)");
  private static final Pattern TIMES_AFTER =
      SplitMessage.pattern(
          "^(?:'s|’s)?\\s*[:,=-]?\\s*"
              + VERB
              + "(?:(double|twice|2x|two times)|(triple|thrice|3x|three times)|(half as much)"
              + "|(\\d+(?:\\.\\d+)?)\\s*(?:times|x(?!\\p{L})))");
  private static final Pattern HALF_AFTER = SplitMessage.pattern("^\\s*" + VERB + "half(?!\\p{L})");
  private static final Pattern PARTS_AFTER =
      SplitMessage.pattern(
          "^(?:'s|’s)?\\s*[:,=-]?\\s*"
              + VERB
              + "(?:for\\s+)?(\\d+)\\s*(nights?|days?|parts?|shares?|portions?|weeks?|months?"
              + "|people|persons?|units?|hours?|slices?)");
  private static final Pattern RATIO =
      Pattern.compile(
          "(?<![\\p{L}\\d.,$€£¥])\\d+(?:\\.\\d+)?%?(?:\\s*[/:]\\s*\\d+(?:\\.\\d+)?%?)+(?![\\d\\p{L}])");
  private static final Pattern HYPHENED =
      Pattern.compile("(?<![\\p{L}\\d.,$€£¥-])(\\d{1,2})-(\\d{1,2})(?![\\d\\p{L}-])");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

  /** What is said of a person. */
  enum Kind {
    PERCENT,
    TIMES,
    PARTS
  }

  private final Map<Person, BigDecimal> said = new LinkedHashMap<>();
  private final List<BigDecimal> ratio = new ArrayList<>();
  private @Nullable Kind kind;

  private SpokenWeights() {}

  /** What the message says; the numbers of it are read then. */
  static SpokenWeights of(SplitMessage message) {
    SpokenWeights weights = new SpokenWeights();
    message.mentions().forEach(mention -> weights.read(message, mention));
    if (weights.said.isEmpty()) {
      weights.readRatio(message);
    }
    return weights;
  }

  /** Of whom something is said, in the text's order. */
  List<Person> people() {
    return List.copyOf(said.keySet());
  }

  /** Whether it is said of all of the cost, so that nobody else shares. */
  boolean isWhole(Person asker) {
    return kind == Kind.PERCENT
        ? sum().compareTo(HUNDRED) == 0
        : kind == Kind.PARTS && said.size() > 1 && said.containsKey(asker);
  }

  boolean isEmpty() {
    return said.isEmpty() && ratio.isEmpty();
  }

  /** The rule for those who share. */
  SplitRule rule(List<Person> sharers, Function<Person, String> key) {
    if (isEmpty()) {
      return new Equal();
    }
    for (Person person : said.keySet()) {
      if (!sharers.contains(person)) {
        throw new AskBack("Does %s share as well?".formatted(person.name()));
      }
    }
    List<BigDecimal> weights = ratio.isEmpty() ? weights(sharers) : ratio;
    if (weights.size() != sharers.size()) {
      throw new AskBack(
          "That is %d parts for %d people. Who bears how much?"
              .formatted(weights.size(), sharers.size()));
    }
    List<Weight> rule = new ArrayList<>();
    for (int place = 0; place < sharers.size(); place++) {
      rule.add(new Weight(key.apply(sharers.get(place)), weights.get(place)));
    }
    return new ByWeight(rule);
  }

  private List<BigDecimal> weights(List<Person> sharers) {
    List<Person> others = sharers.stream().filter(person -> !said.containsKey(person)).toList();
    if (kind == Kind.PARTS && !others.isEmpty()) {
      throw new AskBack("How many parts are %s's?".formatted(others.getFirst().name()));
    }
    BigDecimal rest = BigDecimal.ONE;
    BigDecimal times = BigDecimal.ONE;
    if (kind == Kind.PERCENT) {
      rest = HUNDRED.subtract(sum());
      boolean isOff = others.isEmpty() ? rest.signum() != 0 : rest.signum() < 0;
      if (isOff) {
        throw new AskBack(
            "That comes to %s%%, not 100%%. Who bears how much?"
                .formatted(sum().stripTrailingZeros().toPlainString()));
      }
      // What is left is borne equally by the others: everybody times their number stays exact.
      times = BigDecimal.valueOf(Math.max(1, others.size()));
    }
    List<BigDecimal> weights = new ArrayList<>();
    for (Person person : sharers) {
      BigDecimal own = said.get(person);
      weights.add(own == null ? rest : own.multiply(times));
    }
    return weights;
  }

  private BigDecimal sum() {
    return said.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void read(SplitMessage message, Mention mention) {
    String before = message.before(mention.from());
    Matcher percent = PERCENT_BEFORE.matcher(before);
    if (percent.find() && !message.isRead(percent.start(1), percent.end(1))) {
      message.read(percent.start(1), percent.end(1));
      say(mention.person(), Kind.PERCENT, new BigDecimal(percent.group(1)));
      return;
    }
    String after = message.after(mention.to());
    if (!readNumber(message, mention, PERCENT_AFTER.matcher(after), Kind.PERCENT)
        && !readTimes(message, mention, TIMES_AFTER.matcher(after))
        && !readNumber(message, mention, PARTS_AFTER.matcher(after), Kind.PARTS)
        && HALF_AFTER.matcher(after).find()) {
      say(mention.person(), Kind.PERCENT, BigDecimal.valueOf(50));
    }
  }

  private boolean readNumber(SplitMessage message, Mention mention, Matcher found, Kind as) {
    if (!found.find()
        || overlapsAmount(message, mention.to() + found.start(1), mention.to() + found.end(1))) {
      return false;
    }
    message.read(mention.to() + found.start(1), mention.to() + found.end(1));
    say(mention.person(), as, new BigDecimal(found.group(1)));
    return true;
  }

  private static boolean overlapsAmount(SplitMessage message, int from, int to) {
    return message.question().entities().amounts().stream()
        .anyMatch(amount -> message.from(amount.words()) < to && from < message.to(amount.words()));
  }

  private boolean readTimes(SplitMessage message, Mention mention, Matcher found) {
    if (!found.find()) {
      return false;
    }
    message.read(mention.to(), mention.to() + found.end());
    BigDecimal times;
    if (found.group(1) != null) {
      times = BigDecimal.TWO;
    } else if (found.group(2) != null) {
      times = BigDecimal.valueOf(3);
    } else if (found.group(3) != null) {
      times = new BigDecimal("0.5");
    } else {
      times = new BigDecimal(found.group(4));
    }
    say(mention.person(), Kind.TIMES, times);
    return true;
  }

  private void say(Person person, Kind as, BigDecimal value) {
    if (kind != null && kind != as) {
      throw new AskBack("Who bears how much? Say it in percent, or in parts, for everybody.");
    }
    kind = as;
    BigDecimal earlier = said.put(person, value);
    if (earlier != null && earlier.compareTo(value) != 0) {
      throw new AskBack("How much does %s bear?".formatted(person.name()));
    }
  }

  private void readRatio(SplitMessage message) {
    Matcher found = RATIO.matcher(message.text());
    while (ratio.isEmpty() && found.find()) {
      if (!message.isRead(found.start(), found.end())) {
        takeRatio(message, found);
      }
    }
    Matcher hyphened = HYPHENED.matcher(message.text());
    while (ratio.isEmpty() && hyphened.find()) {
      int sum = Integer.parseInt(hyphened.group(1)) + Integer.parseInt(hyphened.group(2));
      if (sum == HUNDRED.intValue() && !message.isRead(hyphened.start(), hyphened.end())) {
        takeRatio(message, hyphened);
      }
    }
  }

  private void takeRatio(SplitMessage message, Matcher found) {
    message.read(found.start(), found.end());
    Matcher number = NUMBER.matcher(found.group());
    while (number.find()) {
      ratio.add(new BigDecimal(number.group()));
    }
  }
}
