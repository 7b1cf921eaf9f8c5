package app.countersign.recordsystem;

import app.countersign.platform.db.Json;
import app.countersign.recordsystem.Lookup.Found;
import app.countersign.recordsystem.Lookup.NotFound;
import app.countersign.recordsystem.Lookup.Reason;
import app.countersign.recordsystem.Lookup.Unavailable;
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
  private static final int MOST_POLICIES = 1_000;
  private static final int LONGEST_POLICY_ID = 50;
  private static final int LONGEST_CONTRACT_ID = 100;

  private RecordAnswer() {}

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
  }

  static Lookup read(byte[] body, String accountNumber) {
    try {
      List<RecordedContract> contracts = contracts(READER.readTree(body), accountNumber);
      return contracts.isEmpty() ? new NotFound() : new Found(contracts);
    } catch (IOException | Malformed _) {
      return new Unavailable(Reason.MALFORMED);
    }
  }

  private static List<RecordedContract> contracts(JsonNode answer, String accountNumber)
      throws Malformed {
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

  private static String text(JsonNode node, int longest) throws Malformed {
    String text = node.textValue();
    if (text == null
        || text.isBlank()
        || text.length() > longest
        || !text.equals(text.strip())
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new Malformed();
    }
    return text;
  }

  private static void require(boolean isRight) throws Malformed {
    if (!isRight) {
      throw new Malformed();
    }
  }
}
