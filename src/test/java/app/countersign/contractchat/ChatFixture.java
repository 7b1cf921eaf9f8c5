package app.countersign.contractchat;

import app.countersign.document.DocumentText;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.review.GraphQlCaller;
import app.countersign.review.TestClock;
import app.countersign.sample.SampleContract;
import app.countersign.sample.SampleContracts;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contracts with texts, operators who ask, and the questions themselves. */
@Singleton
@Requires(property = "countersign.test.clock")
class ChatFixture {
  static final String ASK =
      """
      mutation Ask($input: AskContractInput!) { askContract(input: $input) {
        conversation { id contractId contract { id } createdAt availableUntil }
        question { id sequence role status text source switchOffer {
          accountNumber contracts { id accountNumber } } }
        answerId
        answer { id conversationId sequence role status text source failure createdAt
          citations { number page quote startOffset endOffset }
          model { name temperature tokens } switchOffer { accountNumber } }
        userErrors { code message path } } }
      """;

  private final Sql sql;
  private final TestClock clock;
  private final GraphQlCaller graphQl;

  ChatFixture(Sql sql, TestClock clock, GraphQlCaller graphQl) {
    this.sql = sql;
    this.clock = clock;
    this.graphQl = graphQl;
  }

  static SampleContract sample(String id) {
    return SampleContracts.load().stream()
        .filter(sample -> sample.contractId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  Actor operator() {
    return operator(Role.OPERATOR);
  }

  Actor operator(Role role) {
    UUID id = Ids.next();
    sql.update(
        """
        INSERT INTO person (id, email, name, role, password_hash, created_at)
        VALUES (?, ?, 'A person', ?, 'x', ?)
        """,
        id,
        id + "@example.org",
        role,
        clock.instant());
    return new Actor(id, "A person", role, Actor.Kind.PERSON, Ids.next());
  }

  /** A contract of an account of its own with this text. */
  String contract(@Nullable String text) {
    return contract("A" + Ids.next(), text);
  }

  /** A contract of an account. */
  String contract(String account, @Nullable String text) {
    String id = "C-" + Ids.next();
    sql.update(
        """
        INSERT INTO contract (id, account_number, type, term_months, customer_name, price_amount,
          price_currency, jurisdiction, document_version, synced_at, created_at, updated_at)
        VALUES (?, ?, 'GAP', 60, 'Marisol Etcheverry', 895.00, 'USD', 'US-TX', ?, ?, ?, ?)
        """,
        id,
        account,
        text == null ? 0 : 1,
        clock.instant(),
        clock.instant(),
        clock.instant());
    if (text != null) {
      text(id, 1, text);
    }
    return id;
  }

  void text(String contractId, int version, String content) {
    DocumentText text = DocumentText.of(content);
    sql.update(
        """
        INSERT INTO document (id, contract_id, version, text_status, text, hash, page_count,
          text_extracted_at, created_at)
        VALUES (?, ?, ?, 'COMPLETED', ?, ?, ?, ?, ?)
        """,
        Ids.next(),
        contractId,
        version,
        content,
        text.hash(),
        text.pageCount(),
        clock.instant(),
        clock.instant());
    sql.update("UPDATE contract SET document_version = ? WHERE id = ?", version, contractId);
  }

  JsonNode ask(Actor actor, String contractId, String message) {
    return ask(actor, Map.of("contractId", contractId, "message", message));
  }

  JsonNode goOn(Actor actor, JsonNode earlier, String message) {
    return ask(
        actor,
        Map.of(
            "contractId",
            earlier.at("/conversation/contractId").asText(),
            "conversationId",
            earlier.at("/conversation/id").asText(),
            "message",
            message));
  }

  /** Asks and waits for the answer; the payload. */
  JsonNode ask(Actor actor, Map<String, Object> input) {
    JsonNode answer = graphQl.ask(actor, ASK, Map.of("input", input));
    if (answer.has("errors")) {
      throw new AssertionError(answer.toString());
    }
    return answer.at("/data/askContract");
  }

  JsonNode query(Actor actor, String query, Map<String, Object> variables) {
    return graphQl.ask(actor, query, new HashMap<>(variables));
  }

  List<String> rows(String statement) {
    return sql.list(statement, row -> Rows.text(row, "row"));
  }

  /** What is stored of the chat and of the audit trail, as text. */
  List<String> everything() {
    return rows(
        """
        SELECT to_jsonb(v)::text AS row FROM contract_conversation v
        UNION ALL SELECT to_jsonb(m)::text FROM contract_message m
        UNION ALL SELECT to_jsonb(a)::text FROM audit_entry a ORDER BY 1
        """);
  }
}
