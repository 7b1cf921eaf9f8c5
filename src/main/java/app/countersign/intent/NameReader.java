package app.countersign.intent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads names of people: members of the chat, mentions, and words that stand where names stand. */
final class NameReader {
  private static final Set<String> GIVES_TO = Set.of("transfer", "send", "order", "payment", "pay");
  private static final int GIVING_REACHES = 8;

  private final Marked message;
  private final Tokens tokens;
  private final EntityWords words;
  private final List<PersonMention> found = new ArrayList<>();

  /** Members by their first folded name; a name two members share points to both. */
  private final Map<String, List<Member>> members = new HashMap<>();

  private record Member(String name, List<String> parts) {}

  NameReader(Marked message, EntityWords words, List<String> memberNames) {
    this.message = message;
    this.tokens = message.tokens();
    this.words = words;
    for (String name : memberNames) {
      Tokens parts = Tokens.of(name);
      List<String> folded = new ArrayList<>();
      for (int at = 0; at < parts.size(); at++) {
        folded.add(parts.at(at).text());
      }
      if (!folded.isEmpty()) {
        members
            .computeIfAbsent(folded.getFirst(), first -> new ArrayList<>())
            .add(new Member(name, folded));
      }
    }
  }

  List<PersonMention> read() {
    int place = 0;
    while (place < tokens.size()) {
      int next = message.free(place, place + 1) ? readAt(place) : 0;
      place = next > 0 ? next : place + 1;
    }
    return found;
  }

  private int readAt(int place) {
    Token token = tokens.at(place);
    if (token.is("@") && tokens.joined(place + 1) && tokens.at(place + 1).isWord()) {
      boolean address = tokens.joined(place) && tokens.at(place - 1).kind() != Token.Kind.MARK;
      return address ? 0 : mention(place);
    }
    if (!token.isWord()) {
      return 0;
    }
    int next = member(place, place);
    if (next == 0) {
      next = introduced(place);
    }
    return next == 0 ? guessed(place) : next;
  }

  private int mention(int place) {
    int next = member(place + 1, place);
    if (next > 0) {
      return next;
    }
    Cue name = tokens.cue(place + 1, place + 2);
    return add(place, place + 2, name.text(), PersonMention.Source.MENTION);
  }

  /** A member's full name, or the first name where only one member has it. */
  private int member(int place, int from) {
    List<Member> named = members.getOrDefault(tokens.at(place).text(), List.of());
    for (Member member : named) {
      int length = member.parts().size();
      if (length > 1 && isFullName(place, member)) {
        return add(from, place + length, member.name(), PersonMention.Source.MEMBER);
      }
    }
    Set<String> names = new HashSet<>();
    named.forEach(member -> names.add(member.name()));
    if (names.size() != 1 || isPlainWord(place, from)) {
      return 0;
    }
    return add(from, place + 1, named.getFirst().name(), PersonMention.Source.MEMBER);
  }

  private boolean isFullName(int place, Member member) {
    for (int part = 0; part < member.parts().size(); part++) {
      if (!tokens.at(place + part).is(member.parts().get(part))) {
        return false;
      }
    }
    return true;
  }

  /** "split the bill": a word that is also a name is one only with a capital inside a sentence. */
  private boolean isPlainWord(int place, int from) {
    boolean alsoWord = words.wordsThatAreNames().contains(tokens.at(place).text());
    return from == place && alsoWord && !(tokens.at(place).capital() && !startsSentence(place));
  }

  private boolean startsSentence(int place) {
    return place == 0 || tokens.at(place - 1).endsSentence();
  }

  /** "my name is coppedge", "transfer 700£ to guy kephart", "for jodie bienaime" alone. */
  private int introduced(int place) {
    Token before = tokens.at(place - 1);
    if (!isUnknown(place)) {
      return 0;
    }
    int end = isUnknown(place + 1) ? place + 2 : place + 1;
    boolean myName = (before.is("is") && tokens.at(place - 2).is("name")) || before.is("called");
    boolean whole = before.is("for") && place == 1 && end == tokens.size();
    boolean receives = before.is("to") && end == place + 2 && isGiven(place - 1);
    return myName || (whole && end == place + 2) || receives ? guess(place, end) : 0;
  }

  private boolean isGiven(int place) {
    for (int back = place - 1; back >= 0 && back >= place - GIVING_REACHES; back--) {
      if (GIVES_TO.contains(tokens.at(back).text())) {
        return true;
      }
    }
    return false;
  }

  private boolean isUnknown(int place) {
    String text = tokens.at(place).text();
    return tokens.at(place).isWord()
        && text.length() > 1
        && message.free(place, place + 1)
        && tokens.inside(place)
        && !words.plainWords().contains(text)
        && !words.notNames().contains(text);
  }

  /** A capital inside a sentence, between words that stand beside names. */
  private int guessed(int place) {
    if (!isNameLike(place) || (startsSentence(place) && !isFollowed(place + 1))) {
      return 0;
    }
    int end = isNameLike(place + 1) ? place + 2 : place + 1;
    boolean led = words.nameBefore().contains(tokens.at(place - 1).text());
    return led || isFollowed(end) ? guess(place, end) : 0;
  }

  private boolean isFollowed(int place) {
    return words.nameAfter().contains(tokens.at(place).text());
  }

  private boolean isNameLike(int place) {
    Cue written = tokens.inside(place) ? tokens.cue(place, place + 1) : null;
    return written != null
        && tokens.at(place).capital()
        && isUnknown(place)
        && written.text().codePoints().filter(Character::isUpperCase).count() == 1
        && CalendarDays.month(tokens.at(place)) == 0;
  }

  private int guess(int from, int to) {
    return add(from, to, tokens.cue(from, to).text(), PersonMention.Source.GUESS);
  }

  private int add(int from, int to, String name, PersonMention.Source source) {
    if (!message.free(from, to)) {
      return 0;
    }
    found.add(new PersonMention(message.take(from, to), name, source));
    return to;
  }
}
