package app.countersign.guardrail;

/** The notice that stands under a recommendation, by what it is. */
public enum Disclaimer {
  EDUCATION(""),
  PARTNER_OFFER(
      " The provider sets the terms of this offer and they vary; please read them with the"
          + " provider before deciding."),
  CREDIT_CARD(
      " The issuer alone decides on approval, and rates and fees depend on the issuer's review of"
          + " an application."),
  INVESTMENT(
      " Investments can lose value, including the money first put in, and past results promise"
          + " nothing.");

  private static final String NOTICE =
      "This is general education and not financial advice. A licensed adviser can look at your"
          + " whole situation.";

  private final String suffix;

  Disclaimer(String suffix) {
    this.suffix = suffix;
  }

  /** The whole notice: the general one, and what this kind adds to it. */
  public String text() {
    return NOTICE + suffix;
  }
}
