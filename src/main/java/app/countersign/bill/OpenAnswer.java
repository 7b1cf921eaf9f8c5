package app.countersign.bill;

import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.assistant.StageLog;
import app.countersign.bill.BillSplit.BalanceOf;
import app.countersign.bill.BillSplit.Transfer;
import app.countersign.money.Money;
import app.countersign.split.SettleUp;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Tells what is open: in a group among its members, alone everything the asker has a part in. */
@Singleton
class OpenAnswer {
  private final DebtRepository debts;
  private final BillRoster roster;

  OpenAnswer(DebtRepository debts, BillRoster roster) {
    this.debts = debts;
    this.roster = roster;
  }

  /** What one owes another in a currency. */
  private record Pair(UUID debtor, UUID creditor, String currency) {}

  private record Standing(Sharer member, Money amount) {}

  private record Payment(Sharer from, Sharer to, Money amount) {}

  EngineAnswer answer(SplitMessage message, StageLog stages) {
    Question question = message.question();
    stages.begin("Adding up what is open");
    UUID asker = question.asker().id();
    List<Debt> open =
        question.isGroup()
            ? debts.openByChat(Set.of(question.chatId())).getOrDefault(question.chatId(), List.of())
            : debts.ofPerson(asker).stream()
                .filter(debt -> debt.status() == DebtStatus.OPEN)
                .toList();
    Map<UUID, Sharer> people = people(message, open);
    Set<Sharer> named = named(message);
    if (!named.isEmpty() || !question.isGroup()) {
      return between(message, open, people, named);
    }
    List<String> members =
        question.members().stream().map(member -> member.personId().toString()).toList();
    List<app.countersign.split.Debt> owed = owed(open);
    List<Standing> balances =
        SettleUp.balances(members, owed).stream()
            .map(balance -> new Standing(person(people, balance.member()), balance.amount()))
            .toList();
    List<Payment> transfers =
        SettleUp.transfers(members, owed).stream()
            .map(
                transfer ->
                    new Payment(
                        person(people, transfer.from()),
                        person(people, transfer.to()),
                        transfer.amount()))
            .toList();
    return new EngineAnswer(
        groupText(open, balances, transfers), drawer(balances, transfers), null);
  }

  private static String groupText(
      List<Debt> open, List<Standing> balances, List<Payment> transfers) {
    if (open.isEmpty()) {
      return "Nothing is open in this chat.";
    }
    if (transfers.isEmpty()) {
      return "The open debts of this chat cancel each other out: nobody has to pay.";
    }
    List<String> standing =
        balances.stream()
            .map(
                balance ->
                    balance.amount().amount().signum() > 0
                        ? "%s is owed %s"
                            .formatted(balance.member().name(), SplitTexts.money(balance.amount()))
                        : "%s owes %s"
                            .formatted(
                                balance.member().name(),
                                SplitTexts.money(negated(balance.amount()))))
            .toList();
    List<String> payments =
        transfers.stream()
            .map(
                transfer ->
                    "%s pays %s %s"
                        .formatted(
                            transfer.from().name(),
                            transfer.to().name(),
                            SplitTexts.money(transfer.amount())))
            .toList();
    return "On balance, %s. To be even, %s."
        .formatted(SplitTexts.list(standing), SplitTexts.list(payments));
  }

  /** Only between the asker and those named; alone, between the asker and everybody. */
  private static EngineAnswer between(
      SplitMessage message, List<Debt> open, Map<UUID, Sharer> people, Set<Sharer> named) {
    UUID asker = message.question().asker().id();
    Map<Pair, BigDecimal> sums = new LinkedHashMap<>();
    for (Debt debt : open) {
      UUID other = debt.debtorId().equals(asker) ? debt.creditorId() : debt.debtorId();
      boolean isAskers = debt.debtorId().equals(asker) || debt.creditorId().equals(asker);
      boolean isMeant =
          named.isEmpty()
              || named.stream()
                  .anyMatch(
                      person ->
                          person.personId() == null
                              ? person.name().equalsIgnoreCase(person(people, other).name())
                              : person.personId().equals(other));
      if (isAskers && isMeant) {
        sums.merge(
            new Pair(debt.debtorId(), debt.creditorId(), debt.amount().currency()),
            debt.open().amount(),
            BigDecimal::add);
      }
    }
    if (sums.isEmpty()) {
      return EngineAnswer.ofText(
          named.isEmpty()
              ? "You owe nobody anything, and nobody owes you."
              : "Nothing is open between you and %s."
                  .formatted(SplitTexts.list(named.stream().map(Sharer::name).toList())));
    }
    List<String> sentences = new ArrayList<>();
    Map<String, BigDecimal> net = new TreeMap<>();
    sums.forEach(
        (pair, sum) -> {
          boolean isOwed = pair.creditor().equals(asker);
          String amount = SplitTexts.money(Money.of(sum, pair.currency()));
          sentences.add(
              isOwed
                  ? "%s owes you %s".formatted(person(people, pair.debtor()).name(), amount)
                  : "you owe %s %s".formatted(person(people, pair.creditor()).name(), amount));
          net.merge(pair.currency(), isOwed ? sum : sum.negate(), BigDecimal::add);
        });
    List<Standing> balances = new ArrayList<>();
    net.forEach(
        (currency, sum) -> {
          if (sum.signum() != 0) {
            balances.add(new Standing(message.asker(), Money.of(sum, currency)));
          }
        });
    String text =
        "%s. Whoever is owed marks it settled once it is paid."
            .formatted(SplitTexts.sentence(SplitTexts.list(sentences)));
    return new EngineAnswer(text, drawer(balances, List.of()), null);
  }

  private Map<UUID, Sharer> people(SplitMessage message, List<Debt> open) {
    Map<UUID, Sharer> people = new LinkedHashMap<>();
    Set<UUID> ids = new LinkedHashSet<>();
    open.forEach(
        debt -> {
          ids.add(debt.debtorId());
          ids.add(debt.creditorId());
        });
    roster
        .people(ids)
        .forEach(
            (id, person) ->
                people.put(
                    id,
                    new Sharer(
                        id, Objects.requireNonNullElse(person.name(), "Somebody who left"))));
    message.members().forEach(member -> people.put(member.personId(), member));
    return people;
  }

  private static Set<Sharer> named(SplitMessage message) {
    Set<Sharer> named = new LinkedHashSet<>();
    message.mentions().stream()
        .map(SplitMessage.Mention::person)
        .filter(person -> !person.equals(message.asker()))
        .forEach(named::add);
    return named;
  }

  private static List<app.countersign.split.Debt> owed(List<Debt> open) {
    return open.stream()
        .map(
            debt ->
                new app.countersign.split.Debt(
                    debt.debtorId().toString(), debt.creditorId().toString(), debt.open()))
        .toList();
  }

  private static Sharer person(Map<UUID, Sharer> people, String id) {
    return person(people, UUID.fromString(id));
  }

  private static Sharer person(Map<UUID, Sharer> people, UUID id) {
    return people.getOrDefault(id, new Sharer(id, "Somebody who left"));
  }

  private static Money negated(Money money) {
    return new Money(money.amount().negate(), money.currency());
  }

  private static BillSplit drawer(List<Standing> balances, List<Payment> transfers) {
    return new BillSplit(
        null,
        null,
        null,
        null,
        List.of(),
        null,
        balances.stream()
            .map(balance -> new BalanceOf(balance.member().stored(), balance.amount()))
            .toList(),
        transfers.stream()
            .map(
                transfer ->
                    new Transfer(
                        transfer.from().stored(), transfer.to().stored(), transfer.amount()))
            .toList(),
        List.of());
  }
}
