package app.countersign.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.knot.KnotTransactions;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.testing.Waiting;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is kept of a person: whole in the export, gone after the erasure, there and here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MerchantDataTest extends LinkedWorld {
  @Inject MerchantData data;

  @Override
  boolean schedules() {
    return true;
  }

  @Test
  void everythingIsExportedAndThenErased() {
    UUID person = customers.named("Leaving For Good").id();
    knot.log(
        person,
        19,
        List.of(
            KnotTransactions.simple(
                new UUID(8, 1), "2026-03-01T10:00:00Z", "DELIVERED", "9.00", "4242")));
    UUID account = linked(person, 19);
    sync.sync(account);

    String exported = Json.write(data.export(person));
    transactions.executeWrite(
        status -> {
          data.erase(person);
          return true;
        });

    assertThat(data.section()).isEqualTo("merchants");
    assertThat(exported).contains("\"lastFour\":\"4242\"", "\"DoorDash\"", account.toString());
    assertThat(accounts.of(person)).isEmpty();
    assertThat(purchases.between(person, null, null)).isEmpty();
    assertThat(
            sql.list(
                "SELECT id FROM ledger_transaction WHERE user_id = ? UNION ALL"
                    + " SELECT id FROM account WHERE user_id = ?",
                row -> Rows.uuid(row, "id"),
                person.toString(),
                person.toString()))
        .isEmpty();
    Waiting.until(
        () ->
            knot.questions().stream()
                .anyMatch(
                    question ->
                        question.path().equals("/user/delete")
                            && question.body().contains(person.toString())));
  }
}
