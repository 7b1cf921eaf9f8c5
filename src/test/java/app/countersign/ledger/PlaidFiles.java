package app.countersign.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The real documents the tests read, and a reader with countable ids. */
final class PlaidFiles {

  static final List<String> NAMES =
      List.of(
          "assets_custom_user2.json",
          "bank_income_basic.json",
          "business_account.json",
          "credit_card_custom_user.json",
          "transactions+inflow_custom_user.json",
          "transactions_checking+savings_custom_user.json");

  static final MerchantRules RULES = MerchantRules.bundled();

  private PlaidFiles() {}

  static PlaidDocumentReader reader() {
    var next = new AtomicLong();
    return new PlaidDocumentReader(RULES, () -> new UUID(0, next.incrementAndGet()));
  }

  static String text(String name) {
    return resource("/demo/plaid/" + name);
  }

  static String resource(String path) {
    try (var stream = PlaidFiles.class.getResourceAsStream(path)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static ImportedLedger ledger(String document) {
    return switch (reader().read(document)) {
      case ImportResult.Read(var ledger) -> ledger;
      case ImportResult.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  static ImportResult.Refused refusal(String document) {
    return switch (reader().read(document)) {
      case ImportResult.Read read -> throw new AssertionError(read.toString());
      case ImportResult.Refused refused -> refused;
    };
  }
}
