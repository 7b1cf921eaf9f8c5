package app.countersign.bill;

import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.assistant.StageLog;
import app.countersign.bill.BillAmount.Line;
import app.countersign.bill.BillSplit.ShareOf;
import app.countersign.bill.SpokenAmounts.Spoken;
import app.countersign.bill.SpokenItems.Taken;
import app.countersign.money.Money;
import app.countersign.split.InvalidSplit;
import app.countersign.split.Share;
import app.countersign.split.Split;
import app.countersign.split.SplitRule;
import app.countersign.split.SplitRule.ByItem;
import app.countersign.split.SplitRule.Charges;
import app.countersign.split.SplitRule.Item;
import app.countersign.split.SplitRule.Taker;
import app.countersign.split.Splits;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Divides what a message speaks of: an amount, items, or a purchase. */
@Singleton
class SplitAnswer {
  private static final int LONGEST_MERCHANT = 100;

  private final SplitPurchase purchases;
  private final BillDesk desk;

  SplitAnswer(SplitPurchase purchases, BillDesk desk) {
    this.purchases = purchases;
    this.desk = desk;
  }

  /** All that a division needs. */
  private record Plan(
      BillAmount amount,
      List<Sharer> sharers,
      Sharer payer,
      SplitRule rule,
      String title,
      List<String> notes) {}

  EngineAnswer answer(SplitMessage message, String displayed, StageLog stages) {
    stages.begin("Reading the amounts and the people");
    Plan plan = plan(message, displayed, stages);
    String unread = message.unread();
    if (unread != null) {
      throw new AskBack("What does the %s stand for? I would rather not guess.".formatted(unread));
    }
    stages.begin(
        "Dividing %s among %d people"
            .formatted(SplitTexts.money(plan.amount().total()), plan.sharers().size()));
    Split split;
    try {
      split =
          Splits.split(
              plan.amount().total(),
              plan.sharers().stream().map(SplitAnswer::key).toList(),
              plan.rule());
    } catch (InvalidSplit fault) {
      throw new AskBack(
          "That cannot be split so: %s How is it meant?".formatted(fault.getMessage()));
    }
    return answered(message, plan, split);
  }

  private Plan plan(SplitMessage message, String displayed, StageLog stages) {
    List<String> notes = new ArrayList<>();
    if (SplitPurchase.isMeant(message)) {
      return ofPurchase(message, notes, stages);
    }
    List<Spoken> amounts = SpokenAmounts.of(message, displayed, notes);
    SpokenSharers people = new SpokenSharers(message);
    List<Taken> items = SpokenItems.of(message, amounts);
    return items.isEmpty()
        ? ofAmount(message, people, amounts, notes)
        : ofItems(message, people, amounts, items, notes);
  }

  private Plan ofPurchase(SplitMessage message, List<String> notes, StageLog stages) {
    SpokenWeights weights = SpokenWeights.of(message);
    stages.begin("Looking for the purchase");
    SplitPurchase.Found found = purchases.find(message);
    BillAmount amount = BillAmounts.ofPurchase(found.purchase());
    if (amount.total().amount().signum() <= 0) {
      throw new AskBack("That purchase came to nothing. How much is to be split?");
    }
    if (found.isTakenForGranted()) {
      notes.add("There are several such purchases: the latest was taken.");
    }
    String title =
        "%s order of %s"
            .formatted(
                BillAmounts.shortened(found.purchase().merchantName(), LONGEST_MERCHANT),
                found.purchase().orderedOn());
    List<Sharer> sharers = new SpokenSharers(message).sharers(weights, found.buyer());
    return new Plan(
        amount, sharers, found.buyer(), weights.rule(sharers, SplitAnswer::key), title, notes);
  }

  private static Plan ofAmount(
      SplitMessage message, SpokenSharers people, List<Spoken> amounts, List<String> notes) {
    List<Spoken> goods = amounts.stream().filter(each -> each.charge() == null).toList();
    if (amounts.isEmpty()) {
      throw new AskBack("How much is to be split?");
    }
    if (goods.size() != 1) {
      throw new AskBack(
          goods.isEmpty()
              ? "How much was it before what is added and taken off?"
              : "Is %s to be split? Say one amount, or who had what."
                  .formatted(
                      String.join(
                          " or ",
                          goods.stream().map(each -> SplitTexts.money(each.money())).toList())));
    }
    SpokenWeights weights = SpokenWeights.of(message);
    List<Sharer> sharers = people.sharers(weights);
    String title = Objects.requireNonNullElse(SplitTexts.title(message), "Shared cost");
    BillAmount amount =
        goods.size() == amounts.size()
            ? BillAmount.typed(goods.getFirst().money())
            : itemised(List.of(new Line(title, goods.getFirst().money())), amounts);
    return new Plan(
        amount,
        sharers,
        payer(message, people, notes),
        weights.rule(sharers, SplitAnswer::key),
        title,
        notes);
  }

  private static Plan ofItems(
      SplitMessage message,
      SpokenSharers people,
      List<Spoken> amounts,
      List<Taken> items,
      List<String> notes) {
    people.requireKnown();
    Set<Sharer> sharers = new LinkedHashSet<>();
    items.forEach(item -> sharers.addAll(item.takers()));
    if (sharers.size() < 2) {
      throw new AskBack("Only one of you had something. What did the others have?");
    }
    long goods = amounts.stream().filter(each -> each.charge() == null).count();
    BillAmount amount = itemised(items.stream().map(Taken::line).toList(), amounts);
    requireAllTaken(amounts, items, goods, amount.total());
    List<Item> taken = new ArrayList<>();
    for (Taken item : items) {
      List<Taker> takers =
          item.takers().stream().map(person -> new Taker(key(person), BigDecimal.ONE)).toList();
      taken.add(new Item(item.line().name(), item.line().amount(), takers));
    }
    return new Plan(
        amount,
        List.copyOf(sharers),
        payer(message, people, notes),
        new ByItem(taken, amount.charges()),
        Objects.requireNonNullElse(SplitTexts.titleOfItems(message), "Shared cost"),
        notes);
  }

  /** An amount that nobody took can only be the whole. */
  private static void requireAllTaken(
      List<Spoken> amounts, List<Taken> items, long goods, Money total) {
    List<Money> left = new ArrayList<>();
    amounts.stream().filter(each -> each.charge() == null).forEach(each -> left.add(each.money()));
    items.forEach(item -> left.remove(item.line().amount()));
    boolean isWhole = goods == items.size() || (left.size() == 1 && left.contains(total));
    if (!isWhole) {
      throw new AskBack(
          "What each had comes to %s, and nobody is said to have had %s. Who had it?"
              .formatted(
                  SplitTexts.money(total),
                  SplitTexts.list(left.stream().map(SplitTexts::money).toList())));
    }
  }

  private static BillAmount itemised(List<Line> lines, List<Spoken> amounts) {
    Charges charges =
        new Charges(
            SpokenAmounts.sum(amounts, BillItemKind.TAX),
            SpokenAmounts.sum(amounts, BillItemKind.TIP),
            SpokenAmounts.sum(amounts, BillItemKind.FEE),
            SpokenAmounts.sum(amounts, BillItemKind.SHIPPING),
            SpokenAmounts.sum(amounts, BillItemKind.DISCOUNT));
    try {
      Money total = BillComposition.total(lines, charges);
      return new BillAmount(BillSource.ITEMS, total, lines, charges, null, null);
    } catch (InvalidSplit fault) {
      throw new AskBack(
          "That cannot be split so: %s How is it meant?".formatted(fault.getMessage()));
    }
  }

  private static Sharer payer(SplitMessage message, SpokenSharers people, List<String> notes) {
    Sharer payer = people.payer();
    if (payer != null) {
      return payer;
    }
    if (message.question().isGroup()) {
      notes.add("Nobody was said to have paid: it was taken that whoever asked did.");
    }
    return message.asker();
  }

  private EngineAnswer answered(SplitMessage message, Plan plan, Split split) {
    Question question = message.question();
    Map<String, Sharer> byKey = new LinkedHashMap<>();
    plan.sharers().forEach(person -> byKey.put(key(person), person));
    List<ShareOf> shares = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Share share : split.shares()) {
      Sharer person = Objects.requireNonNull(byKey.get(share.member()));
      shares.add(new ShareOf(person.stored(), share.amount(), SplitTexts.howRounded(share)));
      told.add(message.called(person) + " " + share.amount().amount().toPlainString());
    }
    UUID billId = question.isGroup() ? billId(question.answerId()) : null;
    BillRule rule = BillComposition.kind(plan.rule());
    BillSplit drawer =
        new BillSplit(
            split.total(),
            plan.title(),
            plan.payer().stored(),
            rule,
            shares,
            billId,
            List.of(),
            List.of(),
            plan.notes());
    return new EngineAnswer(
        text(message, plan, rule, told), drawer, keep(question, billId, plan, split));
  }

  private static String text(SplitMessage message, Plan plan, BillRule rule, List<String> shares) {
    String how =
        switch (rule) {
          case EQUAL -> "split equally";
          case BY_WEIGHT -> "split by weight";
          case BY_ITEM -> "split by what each had";
        };
    StringBuilder text =
        new StringBuilder(
            "%s, %s, %s: %s."
                .formatted(
                    plan.title(),
                    SplitTexts.money(plan.amount().total()),
                    how,
                    SplitTexts.list(shares)));
    if (message.question().isGroup()) {
      text.append(
          " Paid by %s. This is a proposal: it takes effect when a member countersigns it."
              .formatted(plan.payer().name()));
    }
    plan.notes().forEach(note -> text.append(' ').append(note));
    return text.toString();
  }

  private @Nullable Runnable keep(
      Question question, @Nullable UUID billId, Plan plan, Split split) {
    if (billId == null) {
      return null;
    }
    NewBill bill =
        new NewBill(
            billId,
            question.chatId(),
            Objects.requireNonNull(plan.payer().personId()),
            plan.title(),
            BillComposition.kind(plan.rule()),
            plan.amount(),
            split,
            BillComposition.items(plan.amount(), plan.rule()),
            question.answerId());
    return () -> desk.propose(question.asker(), bill);
  }

  /**
   * Of an answer that is computed again the same: a UUID of version 7 with the answer's time, whose
   * other bits follow from the answer's id.
   */
  private static UUID billId(UUID answerId) {
    UUID hash = UUID.nameUUIDFromBytes(("bill of " + answerId).getBytes(StandardCharsets.UTF_8));
    long time = answerId.getMostSignificantBits() & ~0xFFFFL;
    long high = time | 0x7000L | (hash.getMostSignificantBits() & 0xFFFL);
    return new UUID(high, hash.getLeastSignificantBits());
  }

  private static String key(Sharer person) {
    return person.personId() == null ? person.name() : person.personId().toString();
  }
}
