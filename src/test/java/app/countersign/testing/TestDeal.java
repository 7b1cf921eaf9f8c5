package app.countersign.testing;

import app.countersign.contract.ContractLoan;
import app.countersign.contract.ContractType;
import app.countersign.contract.ImportedContract;
import app.countersign.contract.TextStatus;
import app.countersign.money.Money;
import app.countersign.terms.LenderKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contract to import: 900.00 over 60 months from 2024-03-15, in a place without rules of law;
 * each test says what is different.
 */
public final class TestDeal {
  private final String id;
  private ContractType type = ContractType.GAP;
  private @Nullable LocalDate effectiveDate = LocalDate.parse("2024-03-15");
  private @Nullable LocalDate endDate = LocalDate.parse("2029-03-15");
  private @Nullable Integer termMonths = 60;
  private @Nullable Money price;
  private @Nullable String jurisdiction = "US-MT";
  private @Nullable ContractLoan loan;
  private @Nullable Integer odometerAtSale;
  private @Nullable Integer mileageLimit;
  private @Nullable String text;
  private @Nullable TextStatus textStatus;

  TestDeal(String id, String text) {
    this.id = id;
    this.text = text;
  }

  public TestDeal type(ContractType other) {
    type = other;
    return this;
  }

  public TestDeal text(String other) {
    text = other;
    return this;
  }

  public TestDeal noText(@Nullable TextStatus status) {
    text = null;
    textStatus = status;
    return this;
  }

  public TestDeal price(String amount) {
    price = Money.of(new BigDecimal(amount), "USD");
    return this;
  }

  public TestDeal jurisdiction(@Nullable String other) {
    jurisdiction = other;
    return this;
  }

  public TestDeal effective(@Nullable String day) {
    effectiveDate = day == null ? null : LocalDate.parse(day);
    return this;
  }

  public TestDeal end(@Nullable String day, @Nullable Integer months) {
    endDate = day == null ? null : LocalDate.parse(day);
    termMonths = months;
    return this;
  }

  public TestDeal miles(int atSale, int limit) {
    odometerAtSale = atSale;
    mileageLimit = limit;
    return this;
  }

  /** A loan of 30,000.00 at 7.20 % a year. */
  public TestDeal loan(LenderKind lender) {
    loan =
        new ContractLoan(
            Money.of(new BigDecimal("30000"), "USD"), new BigDecimal("7.2"), null, lender);
    return this;
  }

  ImportedContract imported() {
    return new ImportedContract(
        id,
        "ACC-" + id,
        type,
        effectiveDate,
        effectiveDate,
        endDate,
        termMonths,
        "A Customer",
        null,
        price,
        jurisdiction,
        loan,
        odometerAtSale,
        mileageLimit,
        null,
        text,
        textStatus,
        null);
  }
}
