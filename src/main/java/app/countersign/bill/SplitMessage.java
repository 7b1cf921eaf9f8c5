package app.countersign.bill;

import app.countersign.assistant.Question;
import app.countersign.bill.BillSplit.Person;
import app.countersign.intent.Cue;
import app.countersign.intent.PersonMention;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A message on shared costs: its words, the people in it, and which of its characters are read. */
final class SplitMessage {
  private static final Pattern ONESELF = words("i|me|myself|i'm|i'll|i’m|i’ll");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d])\\d+(?:[.,]\\d+)*");

  private final Question question;
  private final String text;
  private final Person asker;
  private final List<Mention> mentions = new ArrayList<>();
  private final BitSet read = new BitSet();

  /** Somebody at a place of the message. */
  record Mention(Person person, boolean isKnown, int from, int to) {}

  SplitMessage(Question question) {
    this.question = question;
    this.text = question.text();
    this.asker = new Person(question.asker().id(), name(question));
    question.entities().people().forEach(this::add);
    Matcher oneself = ONESELF.matcher(text);
    while (oneself.find()) {
      mentions.add(new Mention(asker, true, oneself.start(), oneself.end()));
    }
    mentions.sort(Comparator.comparingInt(Mention::from));
    question.entities().amounts().forEach(amount -> read(from(amount.words()), to(amount.words())));
    question.entities().dates().forEach(date -> read(from(date.words()), to(date.words())));
    question.entities().times().forEach(time -> read(from(time.words()), to(time.words())));
  }

  /** A pattern of whole words, whatever their case. */
  static Pattern words(String alternatives) {
    return pattern("(?<![\\p{L}\\d])(?:" + alternatives + ")(?![\\p{L}\\d])");
  }

  static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  Question question() {
    return question;
  }

  String text() {
    return text;
  }

  Person asker() {
    return asker;
  }

  /** Everybody named, and the asker wherever they speak of themselves, in the text's order. */
  List<Mention> mentions() {
    return mentions;
  }

  boolean has(Pattern pattern) {
    return pattern.matcher(text).find();
  }

  String before(int place) {
    return text.substring(0, place);
  }

  String after(int place) {
    return text.substring(place);
  }

  boolean isRead(int from, int to) {
    int next = read.nextSetBit(from);
    return next >= 0 && next < to;
  }

  void read(int from, int to) {
    read.set(from, to);
  }

  /** The first number that nothing was made of; null when there is none. */
  @Nullable String unread() {
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      if (!isRead(number.start(), number.end())) {
        return number.group();
      }
    }
    return null;
  }

  int from(Cue words) {
    return text.offsetByCodePoints(0, words.start());
  }

  int to(Cue words) {
    return text.offsetByCodePoints(0, words.end());
  }

  /** Everybody in the chat, in the order they joined. */
  List<Person> members() {
    return question.members().stream()
        .map(member -> new Person(member.personId(), member.name()))
        .toList();
  }

  /** How a person is called in the answer. */
  String called(Person person) {
    return !question.isGroup() && person.equals(asker) ? "you" : person.name();
  }

  private void add(PersonMention found) {
    List<Question.Member> named =
        question.members().stream().filter(member -> member.name().equals(found.name())).toList();
    boolean isKnown = !named.isEmpty();
    if (named.size() > 1) {
      throw new AskBack(
          "Two members are called %s. Which of them is meant?".formatted(found.name()));
    }
    Person person =
        isKnown
            ? new Person(named.getFirst().personId(), named.getFirst().name())
            : new Person(null, found.name());
    mentions.add(new Mention(person, isKnown, from(found.words()), to(found.words())));
  }

  private static String name(Question question) {
    return question.members().stream()
        .filter(member -> member.personId().equals(question.asker().id()))
        .map(Question.Member::name)
        .findFirst()
        .orElse(question.asker().name());
  }
}
