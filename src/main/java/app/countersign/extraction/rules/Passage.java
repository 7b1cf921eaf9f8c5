package app.countersign.extraction.rules;

/**
 * A clause with what surrounds it.
 *
 * @param clause the clause
 * @param scope for whom it speaks
 * @param heading the folded heading above it; empty without one
 * @param isExample whether it tells an example rather than a term
 */
record Passage(Clause clause, Scope scope, String heading, boolean isExample) {

  String text() {
    return clause.text();
  }

  boolean isDefinition() {
    return heading.contains("definition") || heading.contains("defined terms");
  }

  /** Whether it or its heading speaks of ending the contract or giving money back. */
  boolean isAboutRefund() {
    return speaksOfRefund(text()) || speaksOfRefund(heading);
  }

  private static boolean speaksOfRefund(String words) {
    return words.contains("refund")
        || words.contains("cancel")
        || words.contains("unearned")
        || words.contains("terminat")
        || words.contains("surrender")
        || words.contains("returned")
        || words.contains("rebate");
  }
}
