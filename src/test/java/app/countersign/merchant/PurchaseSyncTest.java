package app.countersign.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.knot.KnotServer;
import app.countersign.knot.KnotTransactions;
import app.countersign.merchant.PurchaseSync.Result;
import app.countersign.platform.db.Rows;
import app.countersign.testing.AtOnce;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the rows are after syncs, whatever happens on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PurchaseSyncTest extends LinkedWorld {
  private static final int SHOP = 45;

  /** {@code -Dcountersign.test.purchases=100000} takes longer than a build should wait. */
  private static final int MANY = Integer.getInteger("countersign.test.purchases", 5_000);

  private Map<String, PurchaseFacts> stored(UUID person) {
    return transactions.executeRead(status -> PurchaseFacts.stored(status.getConnection(), person));
  }

  private String cursor(UUID account) {
    return sql.first(
        "SELECT coalesce(sync_cursor, '-') AS sync_cursor FROM linked_account WHERE id = ?",
        row -> Rows.text(row, "sync_cursor"),
        account);
  }

  /** Every third question fails, is cut, or is told to come later, and is answered then. */
  private void disturb(long seed) {
    Map<String, Boolean> disturbed = new ConcurrentHashMap<>();
    Random random = new Random(seed);
    knot.before(
        question -> {
          if (!question.path().equals("/transactions/sync")
              || random.nextInt(3) != 0
              || disturbed.putIfAbsent(question.body(), true) != null) {
            return null;
          }
          return switch (random.nextInt(4)) {
            case 0 -> KnotServer.json(500, "{}");
            case 1 -> KnotServer.cut();
            case 2 -> KnotServer.json(200, "{\"transactions\": [{\"id\": \"");
            default -> KnotServer.retryAfter(429, "0");
          };
        });
  }

  private int syncedAgainAndAgain(UUID account) {
    int attempts = 1;
    while (sync.sync(account) != Result.DONE) {
      assertThat(attempts++).isLessThan(1_000);
      if (!isWanted(account)) {
        want(account);
      }
    }
    return attempts;
  }

  private boolean isWanted(UUID account) {
    return sql.first(
            "SELECT id FROM linked_account WHERE id = ? AND syncs_wanted > syncs_done",
            row -> Rows.uuid(row, "id"),
            account)
        != null;
  }

  @Test
  void rowsAreTheSourceAfterDuplicatesDisorderAndAFaultOnAnyPage() {
    UUID person = customers.named("Many").id();
    ManyPurchases many = ManyPurchases.of(MANY, 7);
    knot.log(person, SHOP, many.log());
    UUID account = linked(person, SHOP);
    disturb(11);

    int attempts = syncedAgainAndAgain(account);

    assertThat(attempts).isGreaterThan(5);
    assertThat(stored(person)).isEqualTo(many.facts());
    LinkedAccount after = accounts.find(person, account);
    assertThat(after.lastSyncFailure()).isNull();
    assertThat(after.isSyncing()).isFalse();
  }

  @Test
  void aFaultLeavesWhatWasThereAndTheNextSyncGoesOn() {
    UUID person = customers.named("Faulty").id();
    ManyPurchases many = ManyPurchases.of(300, 3);
    knot.log(person, SHOP, List.copyOf(many.source().values()));
    UUID account = linked(person, SHOP);
    knot.before(
        question -> question.body().contains("\"c200\"") ? KnotServer.json(500, "{}") : null);

    assertThat(sync.sync(account)).isEqualTo(Result.LATER);

    assertThat(stored(person)).hasSize(200);
    assertThat(cursor(account)).isEqualTo("c200");
    LinkedAccount failed = accounts.find(person, account);
    assertThat(failed.lastSyncFailure()).isEqualTo("FAILED");
    assertThat(failed.lastSyncedAt()).isNull();
    assertThat(failed.isSyncing()).isTrue();

    knot.before(question -> null);
    long asked = knot.asked("/transactions/sync");
    assertThat(sync.sync(account)).isEqualTo(Result.DONE);

    assertThat(knot.asked("/transactions/sync") - asked).isEqualTo(1);
    assertThat(stored(person)).isEqualTo(many.facts());
    assertThat(cursor(account)).isEqualTo("c200");
    assertThat(sync.sync(account)).isEqualTo(Result.NOTHING_TO_DO);
  }

  @Test
  void aServerThatDiedInTheMiddleIsTakenOverFrom(SyncLeases leases, PurchaseStore store) {
    UUID person = customers.named("Killed").id();
    ManyPurchases many = ManyPurchases.of(250, 4);
    knot.log(person, SHOP, List.copyOf(many.source().values()));
    UUID account = linked(person, SHOP);
    SyncLeases.Lease dead = transactions.executeWrite(status -> leases.take(account));

    assertThat(sync.sync(account)).isEqualTo(Result.BUSY);
    assertThat(stored(person)).isEmpty();

    sql.update(
        "UPDATE linked_account SET sync_held_until = '2020-01-01T00:00:00Z' WHERE id = ?", account);
    assertThat(sync.sync(account)).isEqualTo(Result.DONE);
    assertThat(stored(person)).isEqualTo(many.facts());
    assertThat(
            transactions
                .<Boolean>executeWrite(status -> leases.advance(dead, "c999"))
                .booleanValue())
        .isFalse();
    assertThat(cursor(account)).isEqualTo("c200");
  }

  @Test
  void syncsOfOneAccountExcludeEachOther() throws Exception {
    UUID person = customers.named("At-Once").id();
    ManyPurchases many = ManyPurchases.of(500, 5);
    knot.log(person, SHOP, List.copyOf(many.source().values()));
    UUID account = linked(person, SHOP);
    long asked = knot.asked("/transactions/sync");

    List<Result> results = AtOnce.run(6, () -> sync.sync(account));

    assertThat(results).contains(Result.DONE);
    assertThat(knot.asked("/transactions/sync") - asked).isEqualTo(5);
    assertThat(stored(person)).isEqualTo(many.facts());
  }

  @Test
  void whatChangedIsReadByItsIdAndAnOlderStateNeverComesBack() {
    UUID person = customers.named("Changes").id();
    UUID id = UUID.fromString("0197a000-0000-4000-8000-000000000001");
    String at = "2026-02-03T10:00:00Z";
    knot.log(person, SHOP, List.of(KnotTransactions.simple(id, at, "SHIPPED", "12.00", "4242")));
    UUID account = linked(person, SHOP);
    assertThat(sync.sync(account)).isEqualTo(Result.DONE);

    knot.log(person, SHOP, List.of(KnotTransactions.simple(id, at, "ORDERED", "11.00", "4242")));
    want(account);
    sync.sync(account);
    assertThat(stored(person).get(id.toString()).status()).isEqualTo("SHIPPED");

    knot.now(KnotTransactions.simple(id, at, "BILLED", "13.00", "4242"));
    sync.readAgain(person, SHOP, List.of(id, UUID.randomUUID()));
    sync.readAgain(person, SHOP, List.of(id));
    assertThat(stored(person).get(id.toString()))
        .isEqualTo(new PurchaseFacts("BILLED", new BigDecimal("13"), 1, 1, 1));

    knot.now(KnotTransactions.simple(id, at, "REFUNDED", "13.00", "4242"));
    sync.readAgain(person, SHOP, List.of(id));
    assertThat(stored(person).get(id.toString()))
        .isEqualTo(new PurchaseFacts("REFUNDED", new BigDecimal("13"), 1, 1, 0));
  }

  @Test
  void theDocumentedTransactionAddsUpAndItsNumbersStayOutside() {
    UUID person = customers.named("Documented").id();
    UUID id = UUID.fromString("0197a000-0000-4000-8000-000000000002");
    UUID wrong = UUID.fromString("0197a000-0000-4000-8000-000000000003");
    ObjectNode broken = KnotTransactions.documented(wrong);
    ((ObjectNode) broken.path("price")).put("total", "43.21");
    knot.log(person, SHOP, List.of(KnotTransactions.documented(id), broken));

    assertThat(sync.sync(linked(person, SHOP))).isEqualTo(Result.DONE);

    List<Purchase> read = purchases.between(person, null, null);
    assertThat(read).hasSize(2);
    Purchase right =
        read.stream().filter(purchase -> !purchase.hasDiscrepancy()).findFirst().orElseThrow();
    assertThat(right.total().toString()).isEqualTo("Money[amount=43.20, currency=USD]");
    assertThat(right.tax().amount()).isEqualByComparingTo("3.88");
    assertThat(right.sumOf(AdjustmentKind.DISCOUNT).amount()).isEqualByComparingTo("-4.37");
    assertThat(right.payments().getFirst().lastFour()).isEqualTo("4242");
    assertThat(right.lines().getFirst().name()).isEqualTo("Coffee ****1111");
    assertThat(right.lines().getFirst().unitPrice().amount()).isEqualByComparingTo("21.845");
    assertThat(read.stream().filter(Purchase::hasDiscrepancy)).hasSize(1);
    // The card's part alone left an account; where the parts do not add up, all of it is counted.
    assertThat(
            sql.list(
                "SELECT amount FROM ledger_transaction WHERE user_id = ? ORDER BY amount",
                row -> Rows.decimal(row, "amount").stripTrailingZeros().toPlainString(),
                person.toString()))
        .containsExactly("-43.21", "-23.2");
  }

  @Test
  void keysThatAreRefusedAreNotTriedAgain() {
    UUID person = customers.named("Keys").id();
    UUID account = linked(person, SHOP);
    knot.before(question -> KnotServer.json(401, "{\"error_code\": \"INVALID_API_KEYS\"}"));

    assertThat(sync.sync(account)).isEqualTo(Result.FAILED);

    LinkedAccount after = accounts.find(person, account);
    assertThat(after.lastSyncFailure()).isEqualTo("KEYS_REFUSED");
    assertThat(after.isSyncing()).isFalse();
  }
}
