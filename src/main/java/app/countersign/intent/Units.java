package app.countersign.intent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A message as what patterns see: words put right, and amounts and members as one unit each. */
final class Units {
  private record Unit(String word, String kind, int start, int end) {}

  private static final String NO_KIND = "";

  private final Tokens tokens;
  private final List<Unit> units = new ArrayList<>();

  private Units(Tokens tokens) {
    this.tokens = tokens;
  }

  static Units of(Tokens tokens, Entities named, UnaryOperator<String> spelling) {
    Units units = new Units(tokens);
    List<Cue> amounts = named.amounts().stream().map(AmountMention::words).toList();
    List<Cue> people = named.people().stream().map(PersonMention::words).toList();
    int amount = 0;
    int person = 0;
    int skipTo = 0;
    for (int place = 0; place < tokens.size(); place++) {
      Token token = tokens.at(place);
      amount = passed(amounts, amount, token.start());
      person = passed(people, person, token.start());
      if (token.start() < skipTo) {
        continue;
      }
      if (starts(amounts, amount, token)) {
        skipTo = units.add("#amount", amounts.get(amount));
      } else if (starts(people, person, token)) {
        skipTo = units.add("#person", people.get(person));
      } else {
        units.add(token, spelling);
      }
    }
    return units;
  }

  private static int passed(List<Cue> cues, int from, int start) {
    int at = from;
    while (at < cues.size() && cues.get(at).start() < start) {
      at++;
    }
    return at;
  }

  private static boolean starts(List<Cue> cues, int at, Token token) {
    return at < cues.size() && cues.get(at).start() == token.start();
  }

  private int add(String kind, Cue cue) {
    units.add(new Unit(kind, kind, cue.start(), cue.end()));
    return cue.end();
  }

  private void add(Token token, UnaryOperator<String> spelling) {
    String word = token.isWord() ? spelling.apply(token.text()) : token.text();
    units.add(new Unit(word, token.isNumber() ? "#number" : NO_KIND, token.start(), token.end()));
  }

  int size() {
    return units.size();
  }

  /** The place after the last unit that is no mark of a sentence's end. */
  int contentEnd() {
    int end = units.size();
    while (end > 0 && endsSentence(end - 1)) {
      end--;
    }
    return end;
  }

  String word(int place) {
    return place >= 0 && place < units.size() ? units.get(place).word() : NO_KIND;
  }

  /** What patterns may begin with at a place. */
  List<String> keys(int place) {
    Unit unit = units.get(place);
    boolean plain = unit.kind().isEmpty() || unit.kind().equals(unit.word());
    return plain ? List.of(unit.word()) : List.of(unit.word(), unit.kind());
  }

  boolean matches(int place, Set<String> words) {
    return place < units.size()
        && (words.contains(units.get(place).word()) || words.contains(units.get(place).kind()));
  }

  boolean endsSentence(int place) {
    String word = word(place);
    return word.equals(".") || word.equals("!") || word.equals("?");
  }

  /** The units from one to another, the last exclusive, as written. */
  Cue cue(int from, int to) {
    return tokens.slice(units.get(from).start(), units.get(to - 1).end());
  }
}
