package app.countersign.extraction.rules;

import app.countersign.extraction.Term;
import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is kept for cancelling after the free look.
 *
 * <p>Confidence: 95 for an amount beside the words "cancellation fee", 93 for words that say there
 * is none, 85 for an amount deducted from a refund, 76 for a fee of another name in a clause on
 * refunds, 68 and less for an upper limit, 50 and less for what was hard to read or contradicts
 * itself.
 */
final class FeeReader {
  private static final int STATED_NONE = 93;
  private static final int CONFLICT = 40;
  private static final CancellationFee NOTHING =
      new CancellationFee.Fixed(Money.of(BigDecimal.ZERO, "USD"));
  private static final Pattern BLANK =
      Pattern.compile(
          "^ ?(?:of|is|in the amount of|equal to|shall be)?[ :.]{0,6}(?:\\$ ?)?(?:_{2,}|\\$"
              + " ?(?:$|[a-z.,]))|^.{0,30}\\$? ?_{3,}");
  private static final Pattern HUGE_SHARE = Pattern.compile("(?:[6-9]\\d|100)(?:\\.\\d+)?");

  private final Contract contract;
  private final List<Evidence<CancellationFee>> found = new ArrayList<>();
  private final Set<String> leftOut = new LinkedHashSet<>();

  private FeeReader(Contract contract) {
    this.contract = contract;
  }

  static Term<CancellationFee> read(Contract contract) {
    FeeReader reader = new FeeReader(contract);
    int judged = 0;
    for (Passage passage : contract.passages()) {
      judged += reader.judge(passage) ? passage.text().length() : 0;
      if (judged > Contract.MOST_LETTERS) {
        return Contract.crowded(reader.decide());
      }
    }
    return reader.decide();
  }

  /** Whether the clause had to be looked at closely. */
  private boolean judge(Passage passage) {
    String text = passage.text();
    if (passage.isExample() || !FeeWords.mayHold(text)) {
      return false;
    }
    boolean isNamed = FeeWords.names(text).find();
    if (!isNamed && !passage.isAboutRefund()) {
      return false;
    }
    boolean isNone = judgeNone(passage);
    boolean hasAmount = judgeAmounts(passage);
    if (isNamed && !isNone && !hasAmount) {
      judgeBlank(passage);
    }
    return true;
  }

  private boolean judgeNone(Passage passage) {
    String text = passage.text();
    Matcher none = FeeWords.none(text);
    while (none.find()) {
      if (!FeeWords.isLimited(text, none.end())) {
        boolean isNamed = FeeWords.names(none.group()).find() || none.group().contains("cancel");
        int score = isNamed ? STATED_NONE : passage.isAboutRefund() ? 80 : 0;
        add(passage, NOTHING, score, none.start(), none.end(), null);
        return true;
      }
    }
    return false;
  }

  /** The amounts that are fees, those of each period together. */
  private boolean judgeAmounts(Passage passage) {
    String text = passage.text();
    Map<Period, List<Amount>> byPeriod = new LinkedHashMap<>();
    Map<Period, Integer> clarity = new LinkedHashMap<>();
    int from = 0;
    int last = 0;
    for (Amount amount : AmountFinder.find(text)) {
      int clear = FeeWords.clarity(text, amount, from);
      boolean isJoined = clear == 0 && last > 0 && isJoined(text, from, amount);
      if (clear > 0 && !isShareOfRefund(text, amount) || isJoined) {
        Period period = Period.at(text, amount.start(), amount.end());
        byPeriod.computeIfAbsent(period, key -> new ArrayList<>()).add(amount);
        clarity.merge(period, isJoined ? last : clear, Math::max);
        last = isJoined ? last : clear;
      } else {
        last = 0;
      }
      from = amount.end();
    }
    byPeriod.forEach(
        (period, amounts) -> addAmounts(passage, amounts, clarity.getOrDefault(period, 0)));
    return !byPeriod.isEmpty();
  }

  private void addAmounts(Passage passage, List<Amount> amounts, int clarity) {
    FeeParts parts = FeeParts.of(passage.text(), amounts);
    CancellationFee fee = parts.fee();
    if (fee == null) {
      leftOut.add("Page " + contract.page(passage) + ": " + parts.remark());
      return;
    }
    add(passage, fee, Math.min(clarity, parts.limit()), parts.from(), parts.to(), parts.remark());
  }

  /** "$50 or 10% of the refund": the second amount belongs to the fee that the first is. */
  private static boolean isJoined(String text, int from, Amount amount) {
    String between = text.substring(from, amount.start());
    return between.length() <= 90
        && between.matches(
            "(?s).*\\b(?:or|exceed|exceeding|up to|maximum|max|more"
                + " than|cap|capped|than|to)\\b.{0,30}")
        && !between.contains(";");
  }

  /** "90% of the pro rata refund" is what comes back, not what is kept. */
  private static boolean isShareOfRefund(String text, Amount amount) {
    return amount.isPercent()
        && HUGE_SHARE.matcher(amount.value().toPlainString()).matches()
        && !text.substring(Math.max(0, amount.start() - 25), amount.start()).contains("fee");
  }

  private void judgeBlank(Passage passage) {
    String text = passage.text();
    Matcher name = FeeWords.names(text);
    while (name.find()) {
      if (BLANK.matcher(text).region(name.end(), text.length()).lookingAt()) {
        leftOut.add("The fee is left blank on page " + contract.page(passage) + ".");
        return;
      }
    }
  }

  private void add(
      Passage passage, CancellationFee fee, int score, int from, int to, @Nullable String remark) {
    Period period = Period.at(passage.text(), from, to);
    if (period == Period.FREE_LOOK) {
      leftOut.add(
          "Within the first days another rule applies (page " + contract.page(passage) + ").");
    } else if (MethodContext.isEndedByUs(passage.text())) {
      leftOut.add(
          "Another rule applies when the other side cancels (page "
              + contract.page(passage)
              + ").");
    } else if (score > 0) {
      found.add(
          new Evidence<>(
              fee, score, passage, from, to, period, contract.standing(passage), remark));
    }
  }

  private Term<CancellationFee> decide() {
    Weighing<CancellationFee> weighed = Weighing.of(found);
    List<@Nullable String> notes = new ArrayList<>(weighed.notes());
    if (weighed.counting().isEmpty()) {
      boolean isHinted = !leftOut.isEmpty() || !notes.isEmpty();
      notes.add(0, "The text does not state a cancellation fee.");
      notes.addAll(leftOut);
      return Term.absent(BigDecimal.valueOf(isHinted ? 60 : 70), Weighing.text(notes));
    }
    List<Evidence<CancellationFee>> counting = afterFreeLook(weighed.counting(), notes);
    Evidence<CancellationFee> best = Weighing.best(counting);
    List<Evidence<CancellationFee>> rivals =
        counting.stream().filter(one -> one.score() >= Math.min(best.score() - 8, 93)).toList();
    counting.stream()
        .filter(one -> !one.value().equals(best.value()))
        .forEach(
            one ->
                notes.add(
                    "Page "
                        + contract.page(one.passage())
                        + " also names "
                        + FeeText.of(one.value())
                        + "."));
    notes.addAll(leftOut.stream().limit(3).toList());
    notes.add(best.remark());
    boolean isConflict = Weighing.values(rivals).size() > 1;
    int limit = isConflict ? CONFLICT : weighed.limit();
    if (isConflict) {
      notes.add(0, "Clauses contradict each other on the fee.");
    }
    return contract.term(best.scored(Math.min(best.score(), limit), null), Weighing.text(notes));
  }

  /** Where one clause says what holds later and another does not say when, the first counts. */
  private List<Evidence<CancellationFee>> afterFreeLook(
      List<Evidence<CancellationFee>> counting, List<@Nullable String> notes) {
    List<Evidence<CancellationFee>> later =
        counting.stream().filter(one -> one.period() == Period.AFTER).toList();
    if (later.isEmpty() || Weighing.values(counting).size() == 1) {
      return counting;
    }
    counting.stream()
        .filter(one -> !later.contains(one) && !Weighing.values(later).contains(one.value()))
        .forEach(
            one ->
                notes.add(
                    "Page "
                        + contract.page(one.passage())
                        + " also names "
                        + FeeText.of(one.value())
                        + "."));
    return later;
  }
}
