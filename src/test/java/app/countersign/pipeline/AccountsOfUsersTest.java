package app.countersign.pipeline;

import static app.countersign.pipeline.PipelineFixture.SENIOR;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.Account;
import app.countersign.ledger.AccountOverview;
import app.countersign.ledger.AccountOverviews;
import app.countersign.ledger.BankDataImport;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@PipelineTest
class AccountsOfUsersTest {
  @Inject PipelineFixture pipeline;
  @Inject BankDataImport imports;
  @Inject AccountOverviews overviews;

  private static String account(String subtype, String currency, String... days) {
    return """
    {"type": "depository", "subtype": "%s", "currency": "%s", "starting_balance": 100,
     "meta": {"name": "%s"}, "transactions": [%s]}\
    """
        .formatted(
            subtype,
            currency,
            subtype,
            String.join(
                ", ",
                List.of(days).stream()
                    .map(
                        day ->
                            """
                            {"date_transacted": "%1$s", "date_posted": "%1$s", "amount": 5,
                             "description": "Shop", "currency": "%2$s"}\
                            """
                                .formatted(day, currency))
                    .toList()));
  }

  private void store(String userId, String... accounts) {
    String document = "{\"override_accounts\": [%s]}".formatted(String.join(", ", accounts));
    pipeline.inTransaction(() -> imports.importDocument(SENIOR, userId, document, Set.of()));
  }

  private AccountOverview overview(String userId, LocalDate asOf) {
    Map<String, AccountOverview> found = overviews.of(List.of(userId, "nobody"), asOf);
    assertThat(found).containsOnlyKeys(userId);
    return found.get(userId);
  }

  @Test
  void theCurrencyIsTheOneOfMostRowsUpToTheDay() {
    store(
        "two-currencies",
        account("checking", "USD", "2026-06-01"),
        account("savings", "EUR", "2026-06-20", "2026-06-21"));

    assertThat(overview("two-currencies", DemoLedgers.TODAY).currency()).isEqualTo("EUR");
    assertThat(overview("two-currencies", LocalDate.of(2026, 6, 10)).currency()).isEqualTo("USD");
  }

  @Test
  void withoutRowsTheAccountsDecideAndOfEqualsTheFirstByName() {
    store("no-rows", account("checking", "USD"), account("savings", "EUR"));

    AccountOverview overview = overview("no-rows", DemoLedgers.TODAY);

    assertThat(overview.currency()).isEqualTo("EUR");
    assertThat(overview.accounts())
        .extracting(Account::subtype)
        .containsExactly("checking", "savings");
    assertThat(Holdings.of(overview).savingsAccounts())
        .singleElement()
        .satisfies(account -> assertThat(account.ratePct()).isNull());
  }
}
