package app.countersign.extraction.rules;

import app.countersign.extraction.Term;
import app.countersign.extraction.rules.MethodWords.Kind;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a refund is found after the free look.
 *
 * <p>Confidence: 94 for a method named and how it counts, 78 for "pro rata" alone, which is taken
 * as daily, 65 and less for what is a floor, a choice or outside a sentence on refunds, 40 for
 * clauses that contradict each other, which are UNKNOWN.
 */
final class MethodReader {
  private static final int CLEAR = 94;
  private static final int ASSUMED_DAILY = 78;
  private static final int FLOOR = 65;
  private static final int CONFLICT = 40;
  private static final int LONE_MENTION = 40;
  private static final int WEAKER = 50;

  private final Contract contract;
  private final List<Evidence<RefundMethod>> found = new ArrayList<>();
  private final Set<String> leftOut = new TreeSet<>();
  private final List<Evidence<RefundMethod>> defined = new ArrayList<>();

  private MethodReader(Contract contract) {
    this.contract = contract;
  }

  static Term<RefundMethod> read(Contract contract) {
    MethodReader reader = new MethodReader(contract);
    int judged = 0;
    for (int at = 0; at < contract.passages().size(); at++) {
      judged += reader.judge(at) ? contract.passages().get(at).text().length() : 0;
      if (judged > Contract.MOST_LETTERS) {
        return Contract.crowded(reader.decide());
      }
    }
    return reader.decide();
  }

  /** Whether the clause had to be looked at closely. */
  private boolean judge(int at) {
    Passage passage = contract.passages().get(at);
    List<MethodWords.Match> operative = new ArrayList<>();
    List<MethodWords.Match> matches = MethodWords.in(passage.text());
    for (MethodWords.Match match : matches) {
      if (counts(passage, at, match)) {
        operative.add(match);
      }
    }
    if (!operative.isEmpty()) {
      found.add(evidence(at, passage, operative));
    } else if (isFormula(passage) && isNearRefund(at)) {
      RefundMethod method = counting(at, false);
      if (method != null) {
        found.add(evidence(passage, method, 85, 0, passage.text().length(), null));
      }
    }
    return !matches.isEmpty() || countsTime(passage.text());
  }

  /** Whether words state the method, rather than deny, define or illustrate it. */
  private boolean counts(Passage passage, int at, MethodWords.Match match) {
    String text = passage.text();
    if (passage.isExample()) {
      return false;
    }
    boolean isDenial = match.kind() == Kind.NONE;
    if (!isDenial && MethodContext.isNegated(text, match.start(), match.end())) {
      leftOut.add("Page " + contract.page(passage) + " names a method only to rule it out.");
      return false;
    }
    if (MethodContext.isAboutInterest(text)) {
      leftOut.add("Page " + contract.page(passage) + " is about interest, not the price.");
      return false;
    }
    if (match.kind() == Kind.PRO_RATA && isDefined(passage, at, match)) {
      return false;
    }
    if (MethodContext.isDefinition(passage, match.end())) {
      leftOut.add("Page " + contract.page(passage) + " only defines a method.");
      return false;
    }
    Period period = Period.at(text, match.start(), match.end());
    return switch (match.kind()) {
      case NONE -> MethodClaims.saysNothingComesBack(passage, match, period);
      case FLAT -> period != Period.FREE_LOOK && MethodClaims.saysAlwaysAll(text);
      default -> period != Period.FREE_LOOK;
    };
  }

  private boolean isDefined(Passage passage, int at, MethodWords.Match match) {
    if (!MethodContext.isDefinition(passage, match.end())) {
      return false;
    }
    leftOut.add("Page " + contract.page(passage) + " only defines a method.");
    RefundMethod method = counting(at, true);
    if (method != null) {
      defined.add(evidence(passage, method, 85, match.start(), match.end(), null));
    }
    return true;
  }

  private static boolean countsTime(String text) {
    return text.contains("day") || text.contains("month") || text.contains("t/");
  }

  /** Whether it or a clause beside it speaks of a refund. */
  private boolean isNearRefund(int at) {
    List<Passage> passages = contract.passages();
    int last = Math.min(passages.size(), at + 3);
    return passages.subList(Math.max(0, at - 2), last).stream().anyMatch(Passage::isAboutRefund);
  }

  private static boolean isFormula(Passage passage) {
    return !passage.isExample()
        && countsTime(passage.text())
        && MethodContext.isFraction(passage.text())
        && !MethodContext.isAboutInterest(passage.text());
  }

  /** Daily or monthly by the words of the clause, else of its neighbours; null when neither. */
  private @Nullable RefundMethod counting(int at, boolean looksAround) {
    int reach = looksAround ? 2 : 0;
    for (int far = 0; far <= reach; far++) {
      for (int side : far == 0 ? new int[] {0} : new int[] {far, -far}) {
        RefundMethod method = countingIn(at, at + side);
        if (method != null) {
          return method;
        }
      }
    }
    return null;
  }

  private @Nullable RefundMethod countingIn(int at, int place) {
    List<Passage> passages = contract.passages();
    if (place < 0 || place >= passages.size()) {
      return null;
    }
    Passage passage = passages.get(place);
    boolean isNear = passage.clause().paragraph() == passages.get(at).clause().paragraph();
    boolean isFormula = MethodContext.isFraction(passage.text());
    boolean isList = Math.abs(place - at) <= 2 && passage.text().length() < 90;
    if (place != at
        && (!isNear && !isFormula && !isList || passage.isExample() || namesOther(passage))) {
      return null;
    }
    boolean isDaily = MethodContext.speaksOfDays(passage.text());
    boolean isMonthly = MethodContext.speaksOfMonths(passage.text());
    if (isDaily == isMonthly) {
      return null;
    }
    return isDaily ? RefundMethod.PRO_RATA_DAILY : RefundMethod.PRO_RATA_MONTHLY;
  }

  private static boolean namesOther(Passage passage) {
    return MethodWords.in(passage.text()).stream()
        .anyMatch(match -> match.kind() == Kind.RULE_OF_78 || match.kind() == Kind.SHORT_RATE);
  }

  private Evidence<RefundMethod> evidence(
      int at, Passage passage, List<MethodWords.Match> operative) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    operative.forEach(match -> kinds.add(match.kind()));
    if (kinds.contains(Kind.SHORT_RATE)) {
      kinds.remove(Kind.PRO_RATA);
      kinds.remove(Kind.FLAT);
    }
    MethodWords.Match match =
        operative.stream().filter(one -> kinds.contains(one.kind())).findFirst().orElseThrow();
    boolean isMixed = kinds.size() > 1;
    if (isMixed || kinds.contains(Kind.OTHER) || kinds.contains(Kind.FLAT_RATE)) {
      String why =
          isMixed
              ? "One clause names several methods."
              : "The words are none of the known methods.";
      return evidence(
          passage, RefundMethod.UNKNOWN, isMixed ? 45 : 60, match.start(), match.end(), why);
    }
    return named(at, passage, match);
  }

  private Evidence<RefundMethod> named(int at, Passage passage, MethodWords.Match match) {
    String text = passage.text();
    int score = clarity(passage);
    RefundMethod method =
        switch (match.kind()) {
          case RULE_OF_78 -> RefundMethod.RULE_OF_78;
          case SHORT_RATE -> RefundMethod.SHORT_RATE;
          case ACTUARIAL -> RefundMethod.ACTUARIAL;
          case NONE -> RefundMethod.NONE;
          case FLAT -> RefundMethod.FLAT;
          default -> RefundMethod.PRO_RATA_DAILY;
        };
    String why = null;
    if (match.kind() == Kind.PRO_RATA) {
      RefundMethod counted = counting(at, true);
      method = counted == null ? method : counted;
      score = counted == null ? Math.min(score, ASSUMED_DAILY) : score;
      why = counted == null ? MethodClaims.ASSUMED : null;
    } else if (match.kind() == Kind.FLAT) {
      score = Math.min(score, FLOOR);
    }
    String doubt = MethodClaims.doubt(text, match);
    if (doubt != null) {
      score = Math.min(score, FLOOR);
      why = why == null ? doubt : why + " " + doubt;
    }
    return evidence(passage, method, score, match.start(), match.end(), why);
  }

  private static int clarity(Passage passage) {
    if (!passage.isAboutRefund()) {
      return LONE_MENTION;
    }
    return MethodClaims.isOperative(passage) ? CLEAR : 85;
  }

  private Evidence<RefundMethod> evidence(
      Passage passage, RefundMethod method, int score, int from, int to, @Nullable String remark) {
    Period period = Period.at(passage.text(), from, to);
    return new Evidence<>(
        method, score, passage, from, to, period, contract.standing(passage), remark);
  }

  private Term<RefundMethod> decide() {
    Weighing<RefundMethod> weighed = Weighing.of(refined(MethodClaims.byCustomer(found)));
    List<@Nullable String> notes = new ArrayList<>(weighed.notes());
    if (weighed.counting().isEmpty()) {
      return absent(notes);
    }
    Evidence<RefundMethod> best = Weighing.best(weighed.counting());
    List<Evidence<RefundMethod>> strong =
        weighed.counting().stream().filter(one -> one.score() >= best.score() - WEAKER).toList();
    Set<RefundMethod> methods = Weighing.values(strong);
    if (methods.size() > 1) {
      notes.add("The text names several methods that contradict each other: " + methods + ".");
      Evidence<RefundMethod> unclear = best.valued(RefundMethod.UNKNOWN).scored(CONFLICT, null);
      return contract.term(unclear, Weighing.text(notes));
    }
    notes.add(best.remark());
    int score = Math.min(best.score(), weighed.limit());
    return contract.term(best.scored(score, null), Weighing.text(notes));
  }

  /** "Pro rata" alone takes its counting from the definition or another clause that gives it. */
  private List<Evidence<RefundMethod>> refined(List<Evidence<RefundMethod>> evidence) {
    List<Evidence<RefundMethod>> counted = new ArrayList<>(defined);
    evidence.stream().filter(one -> isCounted(one)).forEach(counted::add);
    Set<RefundMethod> methods = Weighing.values(counted);
    if (methods.size() != 1) {
      return evidence;
    }
    RefundMethod method = methods.iterator().next();
    return evidence.stream()
        .map(one -> MethodClaims.isAssumed(one) ? MethodClaims.counted(one, method) : one)
        .toList();
  }

  private static boolean isCounted(Evidence<RefundMethod> one) {
    boolean isProRata =
        one.value() == RefundMethod.PRO_RATA_DAILY || one.value() == RefundMethod.PRO_RATA_MONTHLY;
    return isProRata && !MethodClaims.isAssumed(one);
  }

  private Term<RefundMethod> absent(List<@Nullable String> notes) {
    boolean isHinted = !leftOut.isEmpty() || !notes.isEmpty();
    notes.add(0, "No clause says how a refund is calculated.");
    notes.addAll(leftOut.stream().limit(3).toList());
    return Term.absent(BigDecimal.valueOf(isHinted ? 55 : 70), Weighing.text(notes));
  }
}
