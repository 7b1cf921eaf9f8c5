package app.countersign.split;

import app.countersign.money.Money;
import app.countersign.split.InvalidSplit.Reason;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who pays whom so that everybody is even, in each currency by itself. The one who owes most pays
 * the one who is owed most, until nothing is left: at most one transfer less than there are people
 * with a balance, which is few but not always the fewest possible.
 */
public final class SettleUp {
  private SettleUp() {}

  /** A payment that settles. */
  public record Transfer(String from, String to, Money amount) {}

  /**
   * What a member stands at.
   *
   * @param amount above zero is owed to the member, below zero by the member; never zero
   */
  public record Balance(String member, Money amount) {}

  private record Open(String member, int place, BigInteger units) {
    static final Comparator<Open> LARGEST_FIRST =
        Comparator.comparing(Open::units).reversed().thenComparing(Open::place);

    Open less(BigInteger paid) {
      return new Open(member, place, units.subtract(paid));
    }
  }

  /**
   * The transfers that settle the debts, by currency code, then the largest first. They depend on
   * the balances and the members' order alone, not on the order of the debts.
   *
   * @param members their order decides ties; who is in debts but left comes after them, by id
   * @param debts open ones
   * @throws InvalidSplit for a debt that is not above zero, or owed to oneself
   */
  public static List<Transfer> transfers(List<String> members, List<Debt> debts) {
    var transfers = new ArrayList<Transfer>();
    balancesByCurrency(members, debts)
        .forEach((amounts, balances) -> settle(amounts, balances, transfers));
    return transfers;
  }

  /**
   * The balances that are not zero, by currency code, then in the members' order; those of one
   * currency sum to zero.
   *
   * @param members their order is the answer's; who is in debts but left comes after them, by id
   * @throws InvalidSplit for a debt that is not above zero, or owed to oneself
   */
  public static List<Balance> balances(List<String> members, List<Debt> debts) {
    var answer = new ArrayList<Balance>();
    balancesByCurrency(members, debts)
        .forEach(
            (amounts, open) ->
                open.forEach(
                    balance ->
                        answer.add(new Balance(balance.member(), amounts.money(balance.units())))));
    return answer;
  }

  private static void settle(Amounts amounts, List<Open> balances, List<Transfer> transfers) {
    var creditors = new PriorityQueue<>(Open.LARGEST_FIRST);
    var debtors = new PriorityQueue<>(Open.LARGEST_FIRST);
    for (Open balance : balances) {
      if (balance.units().signum() > 0) {
        creditors.add(balance);
      } else {
        debtors.add(new Open(balance.member(), balance.place(), balance.units().negate()));
      }
    }
    while (!debtors.isEmpty()) {
      Open debtor = debtors.remove();
      Open creditor = creditors.remove();
      BigInteger paid = debtor.units().min(creditor.units());
      transfers.add(new Transfer(debtor.member(), creditor.member(), amounts.money(paid)));
      putBack(debtors, debtor.less(paid));
      putBack(creditors, creditor.less(paid));
    }
  }

  private static void putBack(PriorityQueue<Open> queue, Open rest) {
    if (rest.units().signum() > 0) {
      queue.add(rest);
    }
  }

  private static SortedMap<Amounts, List<Open>> balancesByCurrency(
      List<String> members, List<Debt> debts) {
    var sums =
        new TreeMap<Amounts, Map<String, BigInteger>>(Comparator.comparing(Amounts::currency));
    for (int index = 0; index < debts.size(); index++) {
      Debt debt = debts.get(index);
      String field = "debts[" + index + "]";
      Amounts amounts = Amounts.in(debt.amount().currency(), field + ".amount");
      BigInteger units = checked(debt, field, amounts);
      Map<String, BigInteger> ofCurrency = sums.computeIfAbsent(amounts, any -> new HashMap<>());
      ofCurrency.merge(debt.creditor(), units, BigInteger::add);
      ofCurrency.merge(debt.debtor(), units.negate(), BigInteger::add);
    }
    List<String> order = order(members, debts);
    var balances = new TreeMap<Amounts, List<Open>>(sums.comparator());
    sums.forEach((amounts, ofCurrency) -> balances.put(amounts, open(order, ofCurrency)));
    return balances;
  }

  private static BigInteger checked(Debt debt, String field, Amounts amounts) {
    BigInteger units = amounts.units(debt.amount(), field + ".amount");
    if (units.signum() <= 0) {
      throw new InvalidSplit(Reason.BAD_AMOUNT, field + ".amount.amount", "A debt is above zero.");
    }
    if (debt.debtor().equals(debt.creditor())) {
      throw new InvalidSplit(
          Reason.DUPLICATE_MEMBER, field + ".creditor", "Nobody owes themselves.");
    }
    return units;
  }

  private static List<String> order(List<String> members, List<Debt> debts) {
    var order = new LinkedHashSet<>(members);
    debts.stream()
        .flatMap(debt -> List.of(debt.debtor(), debt.creditor()).stream())
        .sorted()
        .forEach(order::add);
    return List.copyOf(order);
  }

  private static List<Open> open(List<String> order, Map<String, BigInteger> sums) {
    var open = new ArrayList<Open>();
    for (int place = 0; place < order.size(); place++) {
      BigInteger units = sums.getOrDefault(order.get(place), BigInteger.ZERO);
      if (units.signum() != 0) {
        open.add(new Open(order.get(place), place, units));
      }
    }
    return open;
  }
}
