package app.countersign.bill;

import app.countersign.assistant.EngineAnswer;
import app.countersign.assistant.Question;
import app.countersign.assistant.StageLog;
import app.countersign.bill.BillSplit.BalanceOf;
import app.countersign.bill.BillSplit.Person;
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
    Map<UUID, Person> people = people(message, open);
    Set<Person> named = named(message);
    if (!named.isEmpty() || !question.isGroup()) {
      return between(message, open, people, named);
    }
    List<String> members =
        question.members().stream().map(member -> member.personId().toString()).toList();
    List<app.countersign.split.Debt> owed = owed(open);
    List<BalanceOf> balances =
        SettleUp.balances(members, owed).stream()
            .map(balance -> new BalanceOf(person(people, balance.member()), balance.amount()))
            .toList();
    List<Transfer> transfers =
        SettleUp.transfers(members, owed).stream()
            .map(
                transfer ->
                    new Transfer(
                        person(people, transfer.from()),
                        person(people, transfer.to()),
                        transfer.amount()))
            .toList();
    return new EngineAnswer(
        groupText(open, balances, transfers), drawer(balances, transfers), null);
  }

  private static String groupText(
      List<Debt> open, List<BalanceOf> balances, List<Transfer> transfers) {
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
      SplitMessage message, List<Debt> open, Map<UUID, Person> people, Set<Person> named) {
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
                  .formatted(SplitTexts.list(named.stream().map(Person::name).toList())));
    }
    List<String> sentences = new ArrayList<>();
    Map<String, BigDecimal> net = new TreeMap<>();
    sums.forEach(
        (pair, sum) -> {
          boolean isOwed = pair.creditor().equals(asker);
          String amount = SplitTexts.money(Money.of(sum, pair.currency()));
          sentences.add(
              isOwed
                  ? "%s owes you %s".formatted(people.get(pair.debtor()).name(), amount)
                  : "you owe %s %s".formatted(people.get(pair.creditor()).name(), amount));
          net.merge(pair.currency(), isOwed ? sum : sum.negate(), BigDecimal::add);
        });
    List<BalanceOf> balances = new ArrayList<>();
    net.forEach(
        (currency, sum) -> {
          if (sum.signum() != 0) {
            balances.add(new BalanceOf(message.asker(), Money.of(sum, currency)));
          }
        });
    String text =
        "%s. Whoever is owed marks it settled once it is paid."
            .formatted(SplitTexts.sentence(SplitTexts.list(sentences)));
    return new EngineAnswer(text, drawer(balances, List.of()), null);
  }

  private Map<UUID, Person> people(SplitMessage message, List<Debt> open) {
    Map<UUID, Person> people = new LinkedHashMap<>();
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
                    new Person(
                        id, Objects.requireNonNullElse(person.name(), "Somebody who left"))));
    message.members().forEach(member -> people.put(member.personId(), member));
    return people;
  }

  private static Set<Person> named(SplitMessage message) {
    Set<Person> named = new LinkedHashSet<>();
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

  private static Person person(Map<UUID, Person> people, String id) {
    return person(people, UUID.fromString(id));
  }

  private static Person person(Map<UUID, Person> people, UUID id) {
    return people.getOrDefault(id, new Person(id, "Somebody who left"));
  }

  private static Money negated(Money money) {
    return new Money(money.amount().negate(), money.currency());
  }

  private static BillSplit drawer(List<BalanceOf> balances, List<Transfer> transfers) {
    return new BillSplit(null, null, null, null, List.of(), null, balances, transfers, List.of());
  }
}
