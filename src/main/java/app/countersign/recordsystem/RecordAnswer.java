package app.countersign.recordsystem;

import app.countersign.platform.db.Json;
import app.countersign.recordsystem.Lookup.Found;
import app.countersign.recordsystem.Lookup.NotFound;
import app.countersign.remote.Received;
import app.countersign.remote.RemoteAnswer.Reason;
import app.countersign.remote.UnfitAnswer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code {account_number, policies: [{policy_id, contract_template_id}]}}. Keys that are not
 * known are passed over; those that are must be of the right type and size, and the account the one
 * that was asked for.
 */
final class RecordAnswer {
  private static final ObjectReader READER =
      Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int MOST_POLICIES = 1_000;
  private static final int LONGEST_POLICY_ID = 50;
  private static final int LONGEST_CONTRACT_ID = 100;

  private RecordAnswer() {}

  static Lookup read(Received received, String accountNumber) throws UnfitAnswer {
    return switch (received.status()) {
      case OK -> found(received.body(), accountNumber);
      case NOT_FOUND -> new NotFound();
      default ->
          throw new UnfitAnswer(received.status() >= 400 ? Reason.REFUSED : Reason.MALFORMED);
    };
  }

  private static Lookup found(byte[] body, String accountNumber) throws UnfitAnswer {
    try {
      List<RecordedContract> contracts = contracts(READER.readTree(body), accountNumber);
      return contracts.isEmpty() ? new NotFound() : new Found(contracts);
    } catch (IOException _) {
      throw new UnfitAnswer(Reason.MALFORMED);
    }
  }

  private static List<RecordedContract> contracts(JsonNode answer, String accountNumber)
      throws UnfitAnswer {
    require(accountNumber.equals(answer.path("account_number").textValue()));
    JsonNode policies = answer.path("policies");
    require(policies.isArray() && policies.size() <= MOST_POLICIES);
    Map<String, RecordedContract> byPolicy = new LinkedHashMap<>();
    for (JsonNode policy : policies) {
      RecordedContract contract =
          new RecordedContract(
              text(policy.path("policy_id"), LONGEST_POLICY_ID),
              text(policy.path("contract_template_id"), LONGEST_CONTRACT_ID));
      RecordedContract other = byPolicy.putIfAbsent(contract.policyId(), contract);
      require(other == null || other.equals(contract));
    }
    return List.copyOf(byPolicy.values());
  }

  private static String text(JsonNode node, int longest) throws UnfitAnswer {
    String text = node.textValue();
    if (text == null
        || text.isBlank()
        || text.length() > longest
        || !text.equals(text.strip())
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new UnfitAnswer(Reason.MALFORMED);
    }
    return text;
  }

  private static void require(boolean isRight) throws UnfitAnswer {
    if (!isRight) {
      throw new UnfitAnswer(Reason.MALFORMED);
    }
  }
}
