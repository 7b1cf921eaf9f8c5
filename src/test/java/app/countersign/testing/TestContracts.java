package app.countersign.testing;

import app.countersign.contract.ContractImport;
import app.countersign.contract.StoredContract;
import app.countersign.identity.Operator;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.sample.SampleContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Imports contracts, and has them read and submitted over HTTP by an operator. */
@Singleton
@Requires(beans = EmbeddedServer.class)
public class TestContracts {
  /** States a price of 895.00, pro rata by days, and a fee of 50.00. */
  public static final String TEXT = textOf("GAP-2024-0001");

  private static final String EXTRACTION =
      """
      fragment Whole on Extraction {
        id contractId version status isCurrent isStale documentVersion textHash
        premium { value { amount currency } isCorrected
          evidence { confidence note source { page quote startOffset endOffset isVerified } } }
        refundMethod { value words isCorrected evidence { confidence source { isVerified } } }
        cancellationFee { isCorrected evidence { confidence source { isVerified } }
          value { __typename ... on FixedFee { amount { amount currency } }
            ... on PercentageFee { percent base cap { amount currency } } } }
        warnings { kind term message }
        corrections { term original corrected reason correctedAt correctedBy { id } }
        notes provider model failedProviders isTextComplete promptTokens completionTokens costUsd
        durationMillis extractedAt extractedBy { id } submittedAt submittedBy { id }
        viewerCan { submit { allowed reason } }
      }
      """;
  private static final String ERRORS =
      "userErrors { code message path currentVersion currentStatus }";
  private static final String EXTRACT =
      "mutation ($input: ExtractContractInput!) { extractContract(input: $input) { isNew "
          + "extraction { ...Whole } %s } } %s".formatted(ERRORS, EXTRACTION);
  private static final String SUBMIT =
      "mutation ($input: SubmitExtractionInput!) { submitExtraction(input: $input) { "
          + "extraction { ...Whole } %s } } %s".formatted(ERRORS, EXTRACTION);
  private static final String READ =
      "query ($id: ID!) { extraction(id: $id) { ...Whole } } " + EXTRACTION;

  private final ContractImport imports;
  private final Api api;
  private final Sql sql;
  private @Nullable Operator operator;
  private @Nullable String token;

  TestContracts(ContractImport imports, Api api, Sql sql) {
    this.imports = imports;
    this.api = api;
    this.sql = sql;
  }

  /** The text of one of the samples. */
  public static String textOf(String contractId) {
    return SampleContracts.load().stream()
        .filter(sample -> sample.contractId().equals(contractId))
        .findFirst()
        .orElseThrow()
        .text()
        .content();
  }

  /** Imports it for the first time, or again. */
  public StoredContract store(String id, UnaryOperator<TestDeal> deal) {
    return imports.store(Actor.system("test"), deal.apply(new TestDeal(id, TEXT)).imported());
  }

  /** A new contract with {@link #TEXT}. */
  public String contract() {
    return contract(deal -> deal);
  }

  public String contract(UnaryOperator<TestDeal> deal) {
    return store("C-" + UUID.randomUUID(), deal).contract().id();
  }

  /** The operator who calls here. */
  public synchronized Operator operator() {
    if (operator == null) {
      operator = api.someone(Role.OPERATOR);
    }
    return operator;
  }

  public Actor actor() {
    Operator caller = operator();
    return new Actor(caller.id(), caller.name(), caller.role(), Actor.Kind.PERSON, null);
  }

  public synchronized String token() {
    if (token == null) {
      token = api.signedIn(operator());
    }
    return token;
  }

  /** Signs in anew, for tests that moved the clock. */
  public synchronized void signInAgain() {
    token = null;
  }

  public Api.Answer extract(Map<String, ?> input) {
    return api.call(token(), EXTRACT, input);
  }

  /** The extraction of a contract that can be read. */
  public JsonNode extracted(String contractId) {
    Api.Answer answer = extract(Map.of("contractId", contractId));
    return there(answer, "extractContract");
  }

  public Api.Answer submit(Map<String, ?> input) {
    return api.call(token(), SUBMIT, input);
  }

  public Api.Answer submit(String extractionId, List<?> corrections) {
    return submit(Map.of("extractionId", extractionId, "corrections", corrections));
  }

  /** Has a contract read and submitted; the extraction. */
  public JsonNode submitted(String contractId, List<?> corrections) {
    String id = extracted(contractId).path("id").asText();
    return there(submit(id, corrections), "submitExtraction");
  }

  /** An extraction as it is now; the view goes on record. */
  public JsonNode read(String id) {
    return api.send(token(), READ, Map.of("id", id)).data("extraction");
  }

  /** How many rows of a table belong to a contract. */
  public int rows(String table, String contractId) {
    return Objects.requireNonNull(
        sql.first(
            "SELECT count(*) AS n FROM %s WHERE contract_id = ?".formatted(table),
            row -> Rows.integer(row, "n"),
            contractId));
  }

  /** What is on record of a contract but its import: the actions in order. */
  public List<String> audited(String contractId) {
    return sql.list(
        "SELECT action FROM audit_entry WHERE contract_id = ? AND action <> 'IMPORT'"
            + " ORDER BY at, id",
        row -> Rows.text(row, "action"),
        contractId);
  }

  public static Map<String, Object> premium(String amount) {
    return term("premium", Map.of("amount", amount));
  }

  public static Map<String, Object> method(String method) {
    return term("refundMethod", method);
  }

  public static Map<String, Object> fixedFee(String amount) {
    return term("cancellationFee", Map.of("fixed", Map.of("amount", amount)));
  }

  public static Map<String, Object> percentFee(Map<String, ?> percentage) {
    return term("cancellationFee", Map.of("percentage", percentage));
  }

  public static Map<String, Object> absent(String term) {
    return term("absent", term);
  }

  /** A correction with a reason. */
  public static Map<String, Object> because(Map<String, Object> correction, String reason) {
    Map<String, Object> reasoned = new HashMap<>(correction);
    reasoned.put("reason", reason);
    return reasoned;
  }

  private static Map<String, Object> term(String field, Object value) {
    return Map.of("term", Map.of(field, value));
  }

  private static JsonNode there(Api.Answer answer, String mutation) {
    JsonNode extraction = answer.data(mutation + ".extraction");
    if (!extraction.isObject()) {
      throw new AssertionError(answer.body().toPrettyString());
    }
    return extraction;
  }
}
