package app.countersign.extraction.rules;

import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.CancellationFee.Base;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fee that the amounts of one clause make together: "$50", "10% of the refund", "the lesser of
 * $50 or 10%", "10% not to exceed $50".
 *
 * @param fee the fee; null when they make none that can be written down
 * @param from the first of the amounts in the folded text
 * @param to after the last
 * @param limit the most confidence it may have
 * @param remark what a person should know; null without
 */
record FeeParts(
    @Nullable CancellationFee fee, int from, int to, int limit, @Nullable String remark) {
  private static final Pattern GREATER =
      Pattern.compile(
          "\\bgreater of\\b|\\bgreater\\b|\\bhigher\\b|\\bwhichever is"
              + " more\\b|\\blarger\\b|\\bminimum\\b|\\bat least\\b|\\bnot less than\\b");
  private static final Pattern LESSER =
      Pattern.compile(
          "\\bless(?:er)? of\\b|\\bwhichever (?:is|amount is) (?:the"
              + " )?(?:less|lesser|lower|smaller|least)\\b|\\bsmaller\\b|\\blower\\b|\\bexceed|\\bup"
              + " to\\b|\\bmaximum\\b|\\bmax\\b|\\bcapped\\b|\\bcap\\b|\\b(?:no|not)"
              + " (?:more|greater) than\\b|\\bat most\\b|\\bnever more than\\b|\\blimited to\\b");
  private static final Pattern OF_PRICE =
      Pattern.compile(
          "^[ )]{0,2}(?:of|on) (?:the |your |this |its |any |such |original |total |full |actual"
              + " |gross |gap |waiver |contract |plan |service |agreement |coverage |vehicle"
              + " |retail |purchase )*(?:purchase"
              + " price|price|premium|charge|cost|consideration|amount (?:you |originally"
              + " )?paid|fee paid|contract)\\b");
  private static final Pattern OF_REFUND =
      Pattern.compile(
          "^[ )]{0,2}(?:of|on|from) (?:\\w+[ -]){0,5}?(?:refund|unearned|pro[-"
              + " ]?rata|unused|return|rebate)");

  /** Reads the amounts, in order, of one stretch. */
  static FeeParts of(String text, List<Amount> amounts) {
    List<Amount> shares = amounts.stream().filter(Amount::isPercent).toList();
    List<Amount> sums = amounts.stream().filter(amount -> !amount.isPercent()).toList();
    boolean isNoisy = amounts.stream().anyMatch(Amount::isNoisy);
    boolean isMarked = amounts.stream().allMatch(Amount::isMarked);
    int limit = isNoisy ? 50 : isMarked ? 100 : 70;
    FeeParts parts;
    if (shares.isEmpty()) {
      parts = fixed(text, sums, limit);
    } else {
      parts = share(text, shares, sums, limit);
    }
    return isNoisy ? parts.noted("The amount was hard to read.") : parts;
  }

  private FeeParts noted(String why) {
    return new FeeParts(fee, from, to, limit, remark == null ? why : remark + " " + why);
  }

  private static FeeParts fixed(String text, List<Amount> sums, int limit) {
    Amount first = sums.getFirst();
    CancellationFee fee = new CancellationFee.Fixed(first.money());
    boolean isOne = sums.stream().allMatch(sum -> sum.money().equals(first.money()));
    if (!isOne) {
      return new FeeParts(
          fee,
          first.start(),
          first.end(),
          Math.min(limit, 45),
          "The clause names several amounts.");
    }
    if (FeeWords.isAtMost(text, first.start())) {
      return new FeeParts(
          fee,
          first.start(),
          first.end(),
          Math.min(limit, 68),
          "The amount is the most that may be kept.");
    }
    return new FeeParts(fee, first.start(), first.end(), limit, null);
  }

  private static FeeParts share(String text, List<Amount> shares, List<Amount> sums, int limit) {
    Amount share = shares.getFirst();
    int from = sums.isEmpty() ? share.start() : Math.min(share.start(), sums.getFirst().start());
    int to = sums.isEmpty() ? share.end() : Math.max(share.end(), sums.getLast().end());
    String around = text.substring(Math.max(0, from - 40), Math.min(text.length(), to + 60));
    boolean isLesser = LESSER.matcher(around).find();
    boolean isUnclear = shares.size() > 1 || sums.size() > 1 || !sums.isEmpty() && !isLesser;
    if (isUnclear
        || !sums.isEmpty()
            && GREATER.matcher(around).find()
            && !around.contains("not greater")
            && !around.contains("no greater")) {
      return new FeeParts(
          null,
          from,
          to,
          0,
          "The fee is made of several amounts in a way that has to be read by a person.");
    }
    Base base = base(text, share);
    Money cap = sums.isEmpty() ? null : sums.getFirst().money();
    CancellationFee fee =
        new CancellationFee.Percentage(
            share.value().stripTrailingZeros().scale() < 0
                ? share.value().setScale(0)
                : share.value().stripTrailingZeros(),
            base == null ? Base.REFUND : base,
            cap);
    boolean isAtMost = FeeWords.isAtMost(text, share.start()) && sums.isEmpty();
    int sure = isAtMost ? Math.min(limit, 68) : base == null ? Math.min(limit, 84) : limit;
    String remark =
        isAtMost
            ? "The percentage is the most that may be kept."
            : base == null ? "It does not say of what; the refund is meant." : null;
    return new FeeParts(fee, from, to, sure, remark);
  }

  private static @Nullable Base base(String text, Amount share) {
    String after = text.substring(share.end(), Math.min(text.length(), share.end() + 90));
    if (OF_REFUND.matcher(after).find()) {
      return Base.REFUND;
    }
    return OF_PRICE.matcher(after).find() ? Base.PRICE : null;
  }
}
