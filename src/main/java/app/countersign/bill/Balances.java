package app.countersign.bill;

import app.countersign.money.Money;
import app.countersign.split.SettleUp;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the members of a chat stand at by the open debts, and who would pay whom. */
@Singleton
class Balances {
  private final DebtRepository debts;
  private final BillRoster roster;

  Balances(DebtRepository debts, BillRoster roster) {
    this.debts = debts;
    this.roster = roster;
  }

  /** The balances of a chat; who left keeps theirs. */
  public record ChatBalances(UUID chatId, List<MemberBalance> balances) {
    /** Copies the list. */
    public ChatBalances {
      balances = List.copyOf(balances);
    }
  }

  /**
   * What a member stands at.
   *
   * @param amount above zero is owed to the member
   */
  public record MemberBalance(BillMember member, Money amount) {}

  /** Who pays whom so that everybody is even. */
  public record ChatSettleUp(UUID chatId, List<Transfer> transfers, String explanation) {
    /** Copies the list. */
    public ChatSettleUp {
      transfers = List.copyOf(transfers);
    }
  }

  /** A payment that settles. */
  public record Transfer(BillMember from, BillMember to, Money amount) {}

  /** The chat's balances; null unless the person is a member. */
  @Nullable ChatBalances of(UUID chatId, UUID personId) {
    return roster.of(chatId, personId) == null ? null : of(Set.of(chatId)).get(chatId);
  }

  /** The balances of chats; the caller must have asked whether they may be seen. */
  Map<UUID, ChatBalances> of(Set<UUID> chatIds) {
    Map<UUID, List<Debt>> open = debts.openByChat(chatIds);
    Map<UUID, List<UUID>> members = roster.members(chatIds);
    Map<UUID, BillMember> people = people(open.values().stream().flatMap(List::stream));
    return open.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                chat ->
                    new ChatBalances(
                        chat.getKey(),
                        balances(
                            members.getOrDefault(chat.getKey(), List.of()),
                            chat.getValue(),
                            people))));
  }

  /** Who would pay whom in a chat; null unless the person is a member. */
  @Nullable ChatSettleUp settleUp(UUID chatId, UUID personId) {
    if (roster.of(chatId, personId) == null) {
      return null;
    }
    List<UUID> members = roster.members(Set.of(chatId)).getOrDefault(chatId, List.of());
    List<Debt> open = debts.openByChat(Set.of(chatId)).getOrDefault(chatId, List.of());
    Map<UUID, BillMember> people = people(open.stream());
    List<Transfer> transfers =
        SettleUp.transfers(texts(members), owed(open)).stream()
            .map(
                transfer ->
                    new Transfer(
                        person(people, transfer.from()),
                        person(people, transfer.to()),
                        transfer.amount()))
            .toList();
    List<MemberBalance> balances = balances(members, open, people);
    return new ChatSettleUp(chatId, transfers, explanation(open.size(), balances, transfers));
  }

  private Map<UUID, BillMember> people(Stream<Debt> open) {
    Set<UUID> ids =
        open.flatMap(debt -> Stream.of(debt.debtorId(), debt.creditorId()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return roster.people(ids);
  }

  private static List<MemberBalance> balances(
      List<UUID> members, List<Debt> open, Map<UUID, BillMember> people) {
    return SettleUp.balances(texts(members), owed(open)).stream()
        .map(balance -> new MemberBalance(person(people, balance.member()), balance.amount()))
        .toList();
  }

  private static List<String> texts(List<UUID> members) {
    return members.stream().map(UUID::toString).toList();
  }

  private static List<app.countersign.split.Debt> owed(List<Debt> open) {
    List<app.countersign.split.Debt> owed = new ArrayList<>();
    for (Debt debt : open) {
      owed.add(
          new app.countersign.split.Debt(
              debt.debtorId().toString(), debt.creditorId().toString(), debt.open()));
    }
    return owed;
  }

  private static BillMember person(Map<UUID, BillMember> people, String id) {
    UUID personId = UUID.fromString(id);
    return people.getOrDefault(personId, new BillMember(personId, null));
  }

  private static String explanation(
      int debtCount, List<MemberBalance> balances, List<Transfer> transfers) {
    if (transfers.isEmpty()) {
      return debtCount == 0
          ? "Nothing is open."
          : "The open debts cancel each other out: nobody has to pay.";
    }
    long people = balances.stream().map(MemberBalance::member).distinct().count();
    return ("%s %s to %s with a balance, each the sum of what is owed to them less what they owe;"
            + " in each currency whoever owes most pays whoever is owed most until all are even:"
            + " %s. Currencies are not converted.")
        .formatted(
            counted(debtCount, "open debt"),
            debtCount == 1 ? "comes" : "come",
            counted(people, "person").replace("persons", "people"),
            counted(transfers.size(), "payment"));
  }

  private static String counted(long count, String noun) {
    return count == 1 ? "1 " + noun : count + " " + noun + "s";
  }
}
