package app.countersign.bill;

import app.countersign.bill.BillAmount.Line;
import app.countersign.bill.BillSplit.Person;
import app.countersign.bill.SplitMessage.Mention;
import app.countersign.bill.SpokenAmounts.Spoken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who took what, as a message says it: "Ana had the steak for $30 and Ben the soup for $9". */
final class SpokenItems {
  private static final Pattern TOOK =
      SplitMessage.pattern(
          "^\\s*(?:all |both |each )?(?:had|ate|drank|ordered|took|got|shared)(?!\\p{L})");
  private static final Pattern AND = SplitMessage.pattern("^\\s*(?:,|and|&|, and|\\+)\\s*@?$");
  private static final Pattern WE =
      SplitMessage.words(
          "(?:we|everyone|everybody|all of us)(?= (?:all |both"
              + " )?(?:had|ate|drank|ordered|took|got|shared))");
  private static final Pattern NAME_START =
      SplitMessage.pattern("^(?:[\\s,;]|(?:and|plus|the|a|an|some|of|had|also)(?!\\p{L}))+");
  private static final Pattern NAME_END =
      SplitMessage.pattern("(?:[\\s,;:(]|(?<!\\p{L})(?:for|at|was|is|costs?|which|that))+$");
  private static final int LONGEST_NAME = 60;

  /** An item and who took it, the same of it each. */
  record Taken(Line line, List<Person> takers) {
    Taken {
      takers = List.copyOf(takers);
    }
  }

  private record Clause(List<Person> takers, int from, int verbEnd) {}

  private SpokenItems() {}

  /** The items with their takers; empty where the message does not speak of items. */
  static List<Taken> of(SplitMessage message, List<Spoken> amounts) {
    List<Clause> clauses = clauses(message);
    List<Taken> items = new ArrayList<>();
    for (int place = 0; place < clauses.size(); place++) {
      Clause clause = clauses.get(place);
      int end =
          place + 1 < clauses.size() ? clauses.get(place + 1).from() : message.text().length();
      List<Spoken> own =
          amounts.stream()
              .filter(each -> each.charge() == null)
              .filter(each -> each.from() >= clause.verbEnd() && each.from() < end)
              .toList();
      if (own.isEmpty()) {
        throw new AskBack(
            "For how much was what %s had? Write each amount with its currency."
                .formatted(
                    SplitTexts.list(clause.takers().stream().map(message::called).toList())));
      }
      int from = clause.verbEnd();
      for (Spoken each : own) {
        String name = name(message.text().substring(from, each.from()));
        items.add(new Taken(new Line(name.isEmpty() ? null : name, each.money()), clause.takers()));
        from = each.to();
      }
    }
    return items;
  }

  private static List<Clause> clauses(SplitMessage message) {
    List<Clause> clauses = new ArrayList<>();
    List<Mention> mentions = message.mentions();
    for (int place = 0; place < mentions.size(); place++) {
      Matcher took = TOOK.matcher(message.after(mentions.get(place).to()));
      if (took.find()) {
        int first = first(message, mentions, place);
        Set<Person> takers = new LinkedHashSet<>();
        mentions.subList(first, place + 1).forEach(mention -> takers.add(mention.person()));
        clauses.add(
            new Clause(
                List.copyOf(takers),
                mentions.get(first).from(),
                mentions.get(place).to() + took.end()));
      }
    }
    Matcher everybody = WE.matcher(message.text());
    while (message.question().isGroup() && everybody.find()) {
      Matcher took = TOOK.matcher(message.after(everybody.end()));
      int verbEnd = everybody.end() + (took.find() ? took.end() : 0);
      clauses.add(new Clause(message.members(), everybody.start(), verbEnd));
    }
    clauses.sort(Comparator.comparingInt(Clause::from));
    return clauses;
  }

  /** "Ana and Ben had": the first of those who are named together. */
  private static int first(SplitMessage message, List<Mention> mentions, int last) {
    int first = last;
    while (first > 0
        && AND.matcher(
                message.text().substring(mentions.get(first - 1).to(), mentions.get(first).from()))
            .matches()) {
      first--;
    }
    return first;
  }

  private static String name(String words) {
    String name = NAME_START.matcher(words).replaceFirst("");
    name = NAME_END.matcher(name).replaceFirst("").strip();
    return name.length() > LONGEST_NAME ? "" : name;
  }
}
