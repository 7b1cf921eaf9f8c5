package app.countersign.knot;

import app.countersign.knot.KnotFault.Reason;
import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Knot's public API. An optional bean: whoever wants it takes a nullable one. Every call throws a
 * {@link KnotFault} where Knot does not answer as agreed, may take as long as the deadline allows,
 * and so is never made inside of a transaction. People are known to Knot by their ids alone.
 */
@Singleton
@Requires(beans = KnotConfiguration.class)
public class Knot {
  /** The most transactions of a page. */
  public static final int LARGEST_PAGE = 100;

  private static final Duration SESSION_LIFE = Duration.ofMinutes(30);
  private static final int LONGEST_TOKEN = 500;
  private static final int LONGEST_CURSOR = 2_000;
  private static final int LONGEST_NAME = 200;
  private static final String PRODUCT = "transaction_link";

  private final KnotCalls calls;
  private final Clock clock;

  @Inject
  Knot(KnotConfiguration configuration, MeterRegistry meters, Clock clock) {
    // How long somebody is left alone goes by the time that really passes.
    this(new KnotCalls(configuration, meters, Clock.systemUTC()), clock);
  }

  Knot(KnotCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /** Begins the linking of an account; the session lives for half an hour. */
  public KnotSession createSession(UUID personId) {
    return session(
        calls.post(
            "/session/create",
            object().put("type", PRODUCT).put("external_user_id", personId.toString())),
        null);
  }

  /** Lets a session live for another half an hour. */
  public KnotSession extendSession(String token) {
    return session(calls.post("/session/extend", object().put("session_id", token)), token);
  }

  /** Every merchant whose transactions can be linked. */
  public List<KnotMerchant> merchants() {
    JsonNode answer = calls.post("/merchant/list", object().put("type", PRODUCT));
    require(answer.isArray());
    List<KnotMerchant> merchants = new ArrayList<>();
    for (JsonNode merchant : answer) {
      merchants.add(
          new KnotMerchant(
              merchantId(merchant.path("id")),
              name(merchant.path("name")),
              TransactionReader.text(merchant.path("category"), 100),
              TransactionReader.url(merchant.path("logo"))));
    }
    return merchants;
  }

  /** What a person has linked. */
  public List<KnotAccount> accounts(UUID personId) {
    try {
      JsonNode answer = calls.get("/accounts/get?external_user_id=" + personId, "/accounts/get");
      List<KnotAccount> accounts = new ArrayList<>();
      if (answer.isObject()) {
        accounts.add(account(answer));
      } else {
        require(answer.isArray());
        answer.forEach(account -> accounts.add(account(account)));
      }
      return accounts;
    } catch (KnotFault fault) {
      if (fault.reason() == Reason.NOT_FOUND) {
        return List.of();
      }
      throw fault;
    }
  }

  /** Ends what there is between a person and a merchant; there may be nothing. */
  public void unlink(UUID personId, int merchantId) {
    try {
      calls.post(
          "/accounts/unlink",
          object().put("external_user_id", personId.toString()).put("merchant_id", merchantId));
    } catch (KnotFault fault) {
      if (fault.reason() != Reason.NOT_FOUND) {
        throw fault;
      }
    }
  }

  /**
   * A page of what is new since the cursor.
   *
   * @param cursor the last one that came with a page; null from the beginning
   */
  public TransactionPage sync(UUID personId, int merchantId, @Nullable String cursor) {
    ObjectNode body =
        object()
            .put("merchant_id", merchantId)
            .put("external_user_id", personId.toString())
            .put("limit", LARGEST_PAGE);
    JsonNode answer = calls.post("/transactions/sync", body.put("cursor", cursor));
    JsonNode transactions = answer.path("transactions");
    require(transactions.isArray());
    JsonNode next = answer.path("next_cursor");
    require(next.isNull() || next.isMissingNode() || next.isTextual());
    String nextCursor = next.textValue();
    require(nextCursor == null || (!nextCursor.isEmpty() && nextCursor.length() <= LONGEST_CURSOR));
    List<KnotTransaction> read = new ArrayList<>(transactions.size());
    for (JsonNode transaction : transactions) {
      read.add(transaction(transaction));
    }
    return new TransactionPage(read, nextCursor);
  }

  /** One transaction as it is now; null where Knot has none of this id. */
  public @Nullable KnotTransaction transaction(UUID id) {
    try {
      KnotTransaction read = transaction(calls.get("/transactions/" + id, "/transactions/{id}"));
      require(read.id().equals(id));
      return read;
    } catch (KnotFault fault) {
      if (fault.reason() == Reason.NOT_FOUND) {
        return null;
      }
      throw fault;
    }
  }

  /** Has everything of a person erased; there may be nothing. */
  public void deleteUser(UUID personId) {
    try {
      calls.post("/user/delete", object().put("external_user_id", personId.toString()));
    } catch (KnotFault fault) {
      if (fault.reason() != Reason.NOT_FOUND) {
        throw fault;
      }
    }
  }

  @PreDestroy
  void close() {
    calls.close();
  }

  private KnotSession session(JsonNode answer, @Nullable String known) {
    String token = TransactionReader.text(answer.path("session"), LONGEST_TOKEN);
    String named = token == null ? known : token;
    if (named == null) {
      throw new KnotFault(Reason.MALFORMED);
    }
    return new KnotSession(named, clock.instant().plus(SESSION_LIFE));
  }

  private static KnotAccount account(JsonNode account) {
    JsonNode merchant = account.path("merchant");
    return new KnotAccount(
        merchantId(merchant.path("id")),
        name(merchant.path("name")),
        "connected".equals(account.path("connection").path("status").textValue()));
  }

  private static KnotTransaction transaction(JsonNode node) {
    KnotTransaction transaction = TransactionReader.read(node);
    if (transaction == null) {
      throw new KnotFault(Reason.MALFORMED);
    }
    return transaction;
  }

  private static int merchantId(JsonNode node) {
    require(node.isInt() && node.intValue() > 0);
    return node.intValue();
  }

  private static String name(JsonNode node) {
    String name = TransactionReader.text(node, LONGEST_NAME);
    if (name == null) {
      throw new KnotFault(Reason.MALFORMED);
    }
    return name;
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  private static void require(boolean isRight) {
    if (!isRight) {
      throw new KnotFault(Reason.MALFORMED);
    }
  }
}
