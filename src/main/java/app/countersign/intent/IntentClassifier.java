package app.countersign.intent;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a message asks for by the patterns of {@code intent/intents.yml}. The weights of an
 * intent's patterns add up as chances do, 1 − Π(1 − w); from a half on the message has the intent.
 * What a negation governs ("don't split") counts for nothing. One pass over at most 10,000 code
 * points.
 */
public final class IntentClassifier {
  private static final double ENOUGH = 0.5;
  private static final double IN_DOUBT = 0.3;
  private static final ZonedDateTime ANY_DAY = ZonedDateTime.parse("2000-01-01T12:00:00Z");

  private final IntentWords words;

  /** Reads the patterns. */
  public IntentClassifier() {
    this.words = IntentWords.read("intent/intents.yml");
  }

  private record Match(IntentWords.Rule rule, int from, int to) {}

  /** The intents of a message; {@link Intent#GENERAL} where it has no other. */
  public Intents classify(String text, @Nullable MessageContext context) {
    MessageContext chat = context == null ? MessageContext.SOLO : context;
    Tokens tokens = Tokens.of(text);
    Units units = Units.of(tokens, Entities.find(tokens, ANY_DAY, chat), words::spelt);
    Map<Intent, List<Match>> matches = matches(units, chat.group());
    List<Found> found = new ArrayList<>();
    double strongest = 0;
    for (Map.Entry<Intent, List<Match>> entry : matches.entrySet()) {
      double score = score(units, entry.getKey(), entry.getValue());
      strongest = Math.max(strongest, score);
      if (score >= ENOUGH) {
        found.add(new Found(entry.getKey(), rounded(score), cues(units, entry.getValue())));
      }
    }
    return found.isEmpty()
        ? new Intents(List.of(new Found(Intent.GENERAL, rounded(1 - strongest), List.of())))
        : new Intents(found);
  }

  private Map<Intent, List<Match>> matches(Units units, boolean group) {
    BitSet barred = covered(units, words.exceptions());
    barred.or(negated(units));
    Map<Intent, List<Match>> matches = new EnumMap<>(Intent.class);
    for (int place = 0; place < units.size(); place++) {
      for (String key : units.keys(place)) {
        for (IntentWords.Rule rule : words.rules(key)) {
          addMatch(matches, units, rule, place, group, barred);
        }
      }
    }
    words.rulesAtStart().forEach(rule -> addMatch(matches, units, rule, 0, group, barred));
    return matches;
  }

  private static void addMatch(
      Map<Intent, List<Match>> matches,
      Units units,
      IntentWords.Rule rule,
      int place,
      boolean group,
      BitSet barred) {
    int end = rule.groupOnly() && !group ? -1 : rule.phrase().end(units, place);
    int bar = barred.nextSetBit(place);
    if (end > place && (bar < 0 || bar >= end)) {
      matches
          .computeIfAbsent(rule.intent(), intent -> new ArrayList<>())
          .add(new Match(rule, place, end));
    }
  }

  /** The units that one of the phrases covers. */
  private static BitSet covered(Units units, Map<String, List<Phrase>> phrases) {
    BitSet covered = new BitSet();
    for (int place = 0; place < units.size(); place++) {
      int end = longest(units, phrases, place);
      if (end > place) {
        covered.set(place, end);
      }
    }
    return covered;
  }

  private static int longest(Units units, Map<String, List<Phrase>> phrases, int place) {
    int longest = -1;
    for (String key : units.keys(place)) {
      for (Phrase phrase : phrases.getOrDefault(key, List.of())) {
        longest = Math.max(longest, phrase.end(units, place));
      }
    }
    return longest;
  }

  /** What "don't", "no need to" and their like govern, but not "why don't we" and its like. */
  private BitSet negated(Units units) {
    BitSet asking = covered(units, words.noNegations());
    BitSet negated = new BitSet();
    for (int place = 0; place < units.size(); place++) {
      int end = asking.get(place) ? -1 : longest(units, words.negations(), place);
      if (end > place) {
        negated.set(place, end);
      }
    }
    return negated;
  }

  private double score(Units units, Intent intent, List<Match> matches) {
    double rest = 1;
    List<Match> strongestFirst = new ArrayList<>(matches);
    strongestFirst.sort(Comparator.comparingDouble((Match match) -> -match.rule().weight()));
    Set<IntentWords.Rule> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    BitSet begun = new BitSet();
    BitSet ended = new BitSet();
    for (Match match : strongestFirst) {
      if (!begun.get(match.from()) && !ended.get(match.to()) && counted.add(match.rule())) {
        begun.set(match.from());
        ended.set(match.to());
        rest *= 1 - match.rule().weight();
      }
      if (rest < 0.001) {
        break;
      }
    }
    boolean doubted = !covered(units, words.doubts(intent)).isEmpty();
    return doubted ? (1 - rest) * IN_DOUBT : 1 - rest;
  }

  private static double rounded(double score) {
    return BigDecimal.valueOf(score).setScale(3, RoundingMode.HALF_UP).doubleValue();
  }

  private static List<Cue> cues(Units units, List<Match> matches) {
    List<Cue> cues = new ArrayList<>();
    matches.stream()
        .sorted(Comparator.comparingInt(Match::from).thenComparingInt(match -> -match.to()))
        .map(match -> units.cue(match.from(), match.to()))
        .filter(cue -> cues.isEmpty() || !cues.getLast().overlaps(cue))
        .forEach(cues::add);
    return cues;
  }
}
