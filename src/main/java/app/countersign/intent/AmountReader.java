package app.countersign.intent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads amounts: first those with a currency, and of the numbers left those that must be money. */
final class AmountReader {
  private static final int WORDS_LOOKED_BACK = 3;
  private static final BigDecimal SURELY_NO_HOUR = BigDecimal.valueOf(24);

  private static final Set<String> PEOPLE = Set.of("us", "them", "you", "these", "those");

  private final Marked message;
  private final Tokens tokens;
  private final EntityWords words;
  private final List<AmountMention> found = new ArrayList<>();

  AmountReader(Marked message, EntityWords words) {
    this.message = message;
    this.tokens = message.tokens();
    this.words = words;
  }

  List<AmountMention> found() {
    return found;
  }

  void readNamedCurrencies() {
    int place = 0;
    while (place < tokens.size()) {
      int next = readNamed(place);
      place = next > 0 ? next : place + 1;
    }
  }

  private int readNamed(int place) {
    String before = currencyAt(place);
    if (before != null && !follows(place)) {
      Numbers.Read number = Numbers.at(tokens, place + 1);
      if (number != null && !number.inWords()) {
        return add(place, endAfterCode(number.next()), number.value(), before);
      }
    }
    Numbers.Read number = Numbers.at(tokens, place);
    if (number == null) {
      return 0;
    }
    String code = currencyAt(number.next());
    if (code != null && !tokens.at(number.next() + 1).is("of")) {
      return add(place, number.next() + 1, number.value(), code);
    }
    String small = words.hundredths().get(tokens.at(number.next()).text());
    return small == null
        ? 0
        : add(place, number.next() + 1, number.value().movePointLeft(2), small);
  }

  /** Whether the mark belongs to a number before it: "40€ 3 times". */
  private boolean follows(int place) {
    return tokens.joined(place) && tokens.at(place - 1).isNumber();
  }

  /** "$20 USD" is one amount. */
  private int endAfterCode(int next) {
    return currencyAt(next) != null && tokens.at(next).isWord() ? next + 1 : next;
  }

  private @Nullable String currencyAt(int place) {
    return words.currencies().get(tokens.at(place).text());
  }

  private int add(int from, int to, BigDecimal value, @Nullable String currency) {
    boolean about = isAbout(from, to);
    found.add(new AmountMention(message.take(from, to), value, currency, about));
    return to;
  }

  private boolean isAbout(int from, int to) {
    return words.about().contains(tokens.at(from - 1).text())
        || (tokens.at(to).is("or") && tokens.at(to + 1).is("so"))
        || tokens.at(to).is("ish")
        || (tokens.at(to).is("-") && tokens.at(to + 1).is("ish"));
  }

  void readBareNumbers() {
    for (int place = 0; place < tokens.size(); place++) {
      Numbers.Read number = Numbers.at(tokens, place);
      if (number == null) {
        continue;
      }
      if (!number.inWords() && message.free(place, number.next()) && isMoney(place, number)) {
        add(place, number.next(), number.value(), null);
      }
      place = number.next() - 1;
    }
  }

  private boolean isMoney(int place, Numbers.Read number) {
    Token after = tokens.at(number.next());
    boolean glued = tokens.joined(number.next());
    boolean counts =
        words.notMoneyAfter().contains(after.text())
            || (after.is("of") && PEOPLE.contains(tokens.at(number.next() + 1).text()));
    if (counts
        || (glued && after.isWord() && !after.is("ish"))
        || (glued && (after.is("/") || after.is(":") || after.is("%")))
        || (tokens.joined(place) && ":/-#".contains(tokens.at(place - 1).text()))) {
      return false;
    }
    boolean thousands = number.next() > place + 1;
    return number.value().scale() == 2
        || thousands
        || words.moneyAfter().contains(after.text())
        || afterMoneyWord(place, number.value());
  }

  /** "paid about 40", "owe marco 35", "the tab was 210". */
  private boolean afterMoneyWord(int place, BigDecimal value) {
    int oneName = 1;
    for (int back = place - 1; back >= place - WORDS_LOOKED_BACK && back >= 0; back--) {
      Token before = tokens.at(back);
      if (words.moneyBefore().contains(before.text())) {
        boolean mayBeHour = before.is("at") || before.is("for") || before.is("to");
        return !mayBeHour || value.compareTo(SURELY_NO_HOUR) > 0;
      }
      boolean filler =
          words.fillers().contains(before.text()) || words.about().contains(before.text());
      if (!filler && (!before.isWord() || oneName-- == 0)) {
        return false;
      }
    }
    return false;
  }
}
