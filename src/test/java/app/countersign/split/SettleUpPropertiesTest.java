package app.countersign.split;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.money.Money;
import app.countersign.split.SettleUp.Balance;
import app.countersign.split.SettleUp.Transfer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds of every settling up, on random debts from a seed. */
class SettleUpPropertiesTest {
  private static final long SEED = 20_260_215L;
  private static final int ROUNDS = 20_000;
  private static final List<String> CURRENCIES = List.of("USD", "JPY", "BHD");

  @Test
  void transfersEvenOutEveryBalanceWithOneLessThanThereAreBalances() {
    var random = new Random(SEED);

    for (int round = 0; round < ROUNDS; round++) {
      List<String> people = people(2 + random.nextInt(8));
      List<String> members = people.subList(0, 1 + random.nextInt(people.size()));
      List<Debt> debts = debts(people, random);

      List<Transfer> transfers = SettleUp.transfers(members, debts);

      Map<String, BigDecimal> balances = balances(debts);
      boolean isRight =
          evensOut(balances, transfers)
              && nobodyBothPaysAndIsPaid(balances, transfers)
              && isFewEnough(balances, transfers)
              && isWhatIsAnswered(balances, SettleUp.balances(members, debts));
      Collections.shuffle(debts, random);
      assertThat(isRight).as(() -> "seed %d: %s".formatted(SEED, debts)).isTrue();
      assertThat(SettleUp.transfers(members, debts).equals(transfers)).isTrue();
    }
  }

  /** By currency and person, zero left out. */
  private static Map<String, BigDecimal> balances(List<Debt> debts) {
    var balances = new HashMap<String, BigDecimal>();
    for (Debt debt : debts) {
      add(balances, debt.creditor(), debt.amount(), 1);
      add(balances, debt.debtor(), debt.amount(), -1);
    }
    balances.values().removeIf(balance -> balance.signum() == 0);
    return balances;
  }

  private static void add(Map<String, BigDecimal> balances, String person, Money amount, int sign) {
    balances.merge(
        amount.currency() + person,
        amount.amount().multiply(BigDecimal.valueOf(sign)),
        BigDecimal::add);
  }

  private static boolean evensOut(Map<String, BigDecimal> balances, List<Transfer> transfers) {
    var after = new HashMap<>(balances);
    for (Transfer transfer : transfers) {
      add(after, transfer.from(), transfer.amount(), 1);
      add(after, transfer.to(), transfer.amount(), -1);
    }
    return after.values().stream().allMatch(balance -> balance.signum() == 0);
  }

  private static boolean nobodyBothPaysAndIsPaid(
      Map<String, BigDecimal> balances, List<Transfer> transfers) {
    return transfers.stream()
        .allMatch(
            transfer ->
                transfer.amount().amount().signum() > 0
                    && sign(balances, transfer, transfer.from()) < 0
                    && sign(balances, transfer, transfer.to()) > 0);
  }

  private static int sign(Map<String, BigDecimal> balances, Transfer transfer, String person) {
    return balances.getOrDefault(transfer.amount().currency() + person, BigDecimal.ZERO).signum();
  }

  private static boolean isFewEnough(Map<String, BigDecimal> balances, List<Transfer> transfers) {
    return CURRENCIES.stream()
        .allMatch(
            currency -> {
              long open =
                  balances.keySet().stream().filter(key -> key.startsWith(currency)).count();
              long paid =
                  transfers.stream()
                      .filter(transfer -> transfer.amount().currency().equals(currency))
                      .count();
              return paid <= Math.max(open - 1, 0);
            });
  }

  private static boolean isWhatIsAnswered(
      Map<String, BigDecimal> balances, List<Balance> answered) {
    var asMap = new HashMap<String, BigDecimal>();
    answered.forEach(balance -> add(asMap, balance.member(), balance.amount(), 1));
    return asMap.equals(balances);
  }

  private static List<String> people(int size) {
    return IntStream.range(0, size).mapToObj(place -> "p" + place).toList();
  }

  private static List<Debt> debts(List<String> people, Random random) {
    var debts = new ArrayList<Debt>();
    for (int left = random.nextInt(12); left > 0; left--) {
      int debtor = random.nextInt(people.size());
      int creditor = (debtor + 1 + random.nextInt(people.size() - 1)) % people.size();
      String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
      // Few different amounts, so that ties and debts that cancel out occur.
      var amount = BigDecimal.valueOf(1L + random.nextInt(20), Money.digits(currency));
      debts.add(new Debt(people.get(debtor), people.get(creditor), new Money(amount, currency)));
    }
    return debts;
  }
}
