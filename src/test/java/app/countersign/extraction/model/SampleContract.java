package app.countersign.extraction.model;

import app.countersign.document.DocumentText;

/** A contract of three pages in words of our own, and answers about it. */
final class SampleContract {
  static final DocumentText TEXT =
      DocumentText.of(
          """
          GUARANTEED ASSET PROTECTION WAIVER

          Purchase price of this waiver: $1,249.00
          Amount financed: $31,400.00
          \f2. Cancellation

          You may cancel at any time. After the first thirty days the refund is
          computed pro rata by the days left of the term.

          3. Fee

          A cancellation fee of $50.00 is kept.
          \f4. Other matters

          This waiver is governed by the law of the state of sale.
          """);
  static final String PREMIUM =
      term("\"1249.00\"", 97.456, "Purchase price of this waiver: $1,249.00", "1");
  static final String METHOD =
      term(
          "\"PRO_RATA_DAILY\",\"words\":\"pro rata by the days\"",
          95,
          "the refund is computed pro rata by the days left of the term",
          "2");
  static final String FEE =
      term(
          "{\"kind\":\"FIXED\",\"amount\":\"50.00\",\"percent\":null,\"base\":null,\"cap\":null}",
          90,
          "A cancellation fee of $50.00 is kept.",
          "2");
  static final String ABSENT = "{\"value\":null,\"confidence\":85,\"quote\":null,\"page\":null}";

  private SampleContract() {}

  static String term(String value, Object confidence, String quote, String page) {
    return "{\"value\":%s,\"confidence\":%s,\"quote\":\"%s\",\"page\":%s}"
        .formatted(value, confidence, quote, page);
  }

  static String feeValue(String kind, String amount, String percent, String base, String cap) {
    return "{\"kind\":%s,\"amount\":%s,\"percent\":%s,\"base\":%s,\"cap\":%s}"
        .formatted(kind, amount, percent, base, cap);
  }

  static String answer(String premium, String method, String fee) {
    return "{\"premium\":%s,\"refund_method\":%s,\"cancellation_fee\":%s}"
        .formatted(premium, method, fee);
  }
}
