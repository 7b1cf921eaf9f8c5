package app.countersign.bill;

import app.countersign.bill.BillSplit.Person;
import app.countersign.bill.SplitMessage.Mention;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who paid and who shares, as a message says it; whoever is not known is asked for. */
final class SpokenSharers {
  private static final Pattern PAID_AFTER =
      SplitMessage.pattern(
          "^\\s*(?:has |have |had |already |just )*(?:paid|covered|bought|fronted|picked up|put"
              + " down|paying for)(?!\\p{L})");
  private static final Pattern PAID_BEFORE =
      SplitMessage.pattern("(?:paid|bought|covered) by\\s+@?$");
  private static final Pattern LEFT_OUT =
      SplitMessage.pattern(
          "(?:except|excluding|without|but not|minus|not including)\\s+(?:for\\s+)?@?$");
  private static final Pattern AND = SplitMessage.pattern("^\\s*(?:,|and|or|&|, and)\\s*@?$");
  private static final Pattern BETWEEN = SplitMessage.words("between|among|amongst");
  private static final Pattern EVERYBODY =
      SplitMessage.words(
          "everyone|everybody|all of us|all \\w+ of us|whole group|the group|each of us|us all"
              + "|we all|all members");
  private static final String NUMBERS = "\\d+|two|three|four|five|six|seven|eight|nine|ten";
  private static final Pattern COUNT =
      SplitMessage.pattern(
          "(?<![\\p{L}\\d.,])("
              + NUMBERS
              + ")[ -]?(ways?|people|persons?|of"
              + " us|friends|guests|roommates|members|others)(?!\\p{L})");
  private static final Set<String> BESIDES = Set.of("friends", "others", "guests", "roommates");
  private static final Pattern BY =
      SplitMessage.pattern("(?<!\\p{L})(?:by|into)\\s+(" + NUMBERS + ")(?![\\p{L}\\d.,%/:])");
  private static final Pattern HALVES =
      SplitMessage.words("in half|half and half|fifty[ -]fifty|go halves|halfsies");
  private static final Map<String, Integer> WORDS =
      Map.of(
          "two", 2, "three", 3, "four", 4, "five", 5, "six", 6, "seven", 7, "eight", 8, "nine", 9,
          "ten", 10);
  private static final int MOST_PEOPLE = 200;

  private final SplitMessage message;
  private final Set<Person> leftOut = new LinkedHashSet<>();
  private @Nullable Person payer;

  SpokenSharers(SplitMessage message) {
    this.message = message;
    readRoles();
  }

  /** Who is said to have paid; null when nobody is. */
  @Nullable Person payer() {
    return payer;
  }

  /** Those who share, in the order in which they stand, the asker first where not named. */
  List<Person> sharers(SpokenWeights weights) {
    return sharers(weights, null);
  }

  /**
   * As {@link #sharers(SpokenWeights)}, of what somebody is known to have bought.
   *
   * @param buyer shares as whoever is said to have paid does; null when nobody is known
   */
  List<Person> sharers(SpokenWeights weights, @Nullable Person buyer) {
    requireKnown();
    if (buyer != null) {
      payer = buyer;
    }
    List<Person> sharers = unchecked(weights);
    Integer count = count();
    if (count != null && sharers.isEmpty()) {
      sharers = counted(count);
    } else if (count != null && count != sharers.size()) {
      throw new AskBack(
          "You speak of %d, and I count %d: %s. Who shares?"
              .formatted(count, sharers.size(), names(sharers)));
    }
    if (sharers.size() < 2) {
      throw new AskBack("With whom is it shared? Name them, or say among how many.");
    }
    return sharers;
  }

  private List<Person> unchecked(SpokenWeights weights) {
    boolean isGroup = message.question().isGroup();
    List<Person> listed = between();
    if (isGroup && message.has(EVERYBODY)) {
      return everybody();
    }
    if (!listed.isEmpty()) {
      return listed;
    }
    if (weights.isWhole(message.asker())) {
      return weights.people();
    }
    List<Person> named = named(weights);
    if (named.isEmpty() && isGroup) {
      return everybody();
    }
    Set<Person> sharers = new LinkedHashSet<>();
    sharers.add(message.asker());
    if (payer != null) {
      sharers.add(payer);
    }
    sharers.addAll(named);
    sharers.addAll(weights.people());
    sharers.removeAll(leftOut);
    return sharers.size() == 1 ? List.of() : List.copyOf(sharers);
  }

  private List<Person> everybody() {
    return message.members().stream().filter(person -> !leftOut.contains(person)).toList();
  }

  /** The names after "between", which are everybody then. */
  private List<Person> between() {
    Matcher between = BETWEEN.matcher(message.text());
    if (!between.find()) {
      return List.of();
    }
    Set<Person> listed = new LinkedHashSet<>();
    for (Mention mention : message.mentions()) {
      boolean isPaying = PAID_AFTER.matcher(message.after(mention.to())).find();
      if (mention.from() >= between.end() && !isPaying) {
        listed.add(mention.person());
      }
    }
    listed.removeAll(leftOut);
    boolean isOnlyOneself = listed.equals(Set.of(message.asker()));
    return isOnlyOneself ? List.of() : List.copyOf(listed);
  }

  /** Who is named to share, besides the asker, whoever paid, and whose part alone is told. */
  private List<Person> named(SpokenWeights weights) {
    Set<Person> named = new LinkedHashSet<>();
    for (Mention mention : message.mentions()) {
      Person person = mention.person();
      boolean isWeighed = weights.people().contains(person);
      if (!person.equals(message.asker())
          && !person.equals(payer)
          && !leftOut.contains(person)
          && !isWeighed) {
        named.add(person);
      }
    }
    return List.copyOf(named);
  }

  private void readRoles() {
    Mention earlier = null;
    for (Mention mention : message.mentions()) {
      if (PAID_AFTER.matcher(message.after(mention.to())).find()
          || PAID_BEFORE.matcher(message.before(mention.from())).find()) {
        readPayer(mention.person());
      }
      boolean goesOn =
          earlier != null
              && leftOut.contains(earlier.person())
              && AND.matcher(message.text().substring(earlier.to(), mention.from())).matches();
      if (goesOn || LEFT_OUT.matcher(message.before(mention.from())).find()) {
        leftOut.add(mention.person());
      }
      earlier = mention;
    }
  }

  private void readPayer(Person person) {
    if (payer != null && !payer.equals(person)) {
      throw new AskBack(
          "Both %s and %s paid, it seems. Ask for what each paid by itself."
              .formatted(message.called(payer), message.called(person)));
    }
    payer = person;
  }

  /** Asks who somebody is that is no member of the group. */
  void requireKnown() {
    if (!message.question().isGroup()) {
      return;
    }
    for (Mention mention : message.mentions()) {
      if (!mention.isKnown()) {
        throw new AskBack(
            "I know no %s in this chat. Everybody who shares has to be a member of it: who is meant?"
                .formatted(mention.person().name()));
      }
    }
  }

  private @Nullable Integer count() {
    Matcher count = COUNT.matcher(message.text());
    while (count.find()) {
      if (!message.isRead(count.start(1), count.end(1))) {
        message.read(count.start(1), count.end(1));
        boolean isBesides = BESIDES.contains(count.group(2).toLowerCase(Locale.ROOT));
        return number(count.group(1)) + (isBesides ? 1 : 0);
      }
    }
    Matcher by = BY.matcher(message.text());
    if (by.find() && !message.isRead(by.start(1), by.end(1))) {
      message.read(by.start(1), by.end(1));
      return number(by.group(1));
    }
    return message.has(HALVES) ? 2 : null;
  }

  private static int number(String word) {
    Integer known = WORDS.get(word.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    int number = word.length() > 4 ? MOST_PEOPLE + 1 : Integer.parseInt(word);
    if (number > MOST_PEOPLE) {
      throw new AskBack("At most %d people can share. Who does?".formatted(MOST_PEOPLE));
    }
    return number;
  }

  /** Nobody is named in a chat alone: the asker, and as many others. */
  private List<Person> counted(int count) {
    List<Person> people = new ArrayList<>(List.of(message.asker()));
    for (int place = 2; place <= count; place++) {
      people.add(new Person(null, "Person " + place));
    }
    return people;
  }

  private String names(List<Person> people) {
    return SplitTexts.list(people.stream().map(message::called).toList());
  }
}
