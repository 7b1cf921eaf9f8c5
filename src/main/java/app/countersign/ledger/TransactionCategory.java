package app.countersign.ledger;

/** What a row of the ledger was for, found from the raw bank text by rules kept as data. */
public enum TransactionCategory {
  PAYROLL,
  BENEFITS,
  INTEREST_EARNED,
  REFUND,
  LOAN_ADVANCE,
  /** Between accounts of the same user. */
  OWN_TRANSFER,
  /** To or from another person. */
  PERSON_TRANSFER,
  CARD_PAYMENT,
  LOAN_PAYMENT,
  STUDENT_LOAN_PAYMENT,
  MORTGAGE,
  RENT,
  UTILITIES,
  PHONE_INTERNET,
  INSURANCE,
  GROCERIES,
  HEALTH,
  COFFEE,
  FOOD_DELIVERY,
  RESTAURANTS,
  TRANSPORT,
  SHOPPING,
  ENTERTAINMENT,
  SOFTWARE,
  FITNESS,
  TRAVEL,
  EDUCATION,
  PAYROLL_PAID,
  TAX,
  FEES,
  INTEREST_CHARGED,
  CASH,
  OTHER
}
