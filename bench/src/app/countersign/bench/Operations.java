package app.countersign.bench;

import java.util.Map;

/** What is asked of the server. */
final class Operations {
  static final String NOTHING = "{ __typename }";
  static final String SEARCH =
      """
      query ($number: String!) { searchContracts(accountNumber: $number) {
        accountNumber answeredFrom isStale missingContractIds
        matches { id accountNumber type contractDate effectiveDate termMonths customerName
          jurisdiction vehicle { make model year } } } }
      """;
  static final String CONTRACT =
      """
      query ($id: ID!) { contract(id: $id) {
        id accountNumber type contractDate effectiveDate termMonths customerName
        jurisdiction vehicle { make model year } price { amount currency } } }
      """;
  static final String EXTRACT =
      """
      mutation ($input: ExtractContractInput!) { extractContract(input: $input) {
        isNew extraction { id status version } userErrors { code message } } }
      """;
  static final String SUBMIT =
      """
      mutation ($input: SubmitExtractionInput!) { submitExtraction(input: $input) {
        extraction { id status version } userErrors { code message } } }
      """;
  static final String QUOTE =
      """
      mutation ($input: QuoteRefundInput!) { quoteRefund(input: $input) {
        quote { id amount { amount currency } steps { text } } userErrors { code message } } }
      """;
  static final String CACHES = "{ systemMetrics { caches { name hitCount missCount } } }";

  /** After the first day and before the last of every contract that is quoted. */
  private static final String CANCELLED_ON = "2025-01-15";

  private Operations() {}

  static Map<String, Object> search(int account) {
    return Map.of("number", BenchData.account(account));
  }

  static Map<String, Object> contract(int number) {
    return Map.of("id", BenchData.contract(number));
  }

  static Map<String, Object> extract(int number) {
    return input(
        Map.of("contractId", BenchData.contract(number), "provider", "RULES", "force", true));
  }

  static Map<String, Object> submit(int number) {
    return input(Map.of("extractionId", BenchData.extraction(number).toString()));
  }

  static Map<String, Object> quote(int number) {
    return input(
        Map.of(
            "contractId",
            BenchData.contract(number),
            "cancelledOn",
            CANCELLED_ON,
            "asOf",
            CANCELLED_ON,
            "reason",
            "CUSTOMER_REQUEST"));
  }

  private static Map<String, Object> input(Map<String, Object> fields) {
    return Map.of("input", fields);
  }
}
