package app.countersign.pipeline;

import app.countersign.demo.LedgerGenerator;
import app.countersign.ledger.Account;
import app.countersign.ledger.ImportResult;
import app.countersign.ledger.LedgerSnapshot;
import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.MerchantRules;
import app.countersign.ledger.PlaidDocumentReader;
import app.countersign.platform.db.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The ledgers of the demo's users, generated and real, without a database. */
final class DemoLedgers {
  static final long SEED = 42;
  static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

  private static final List<String> REAL =
      List.of(
          "assets_custom_user2",
          "bank_income_basic",
          "business_account",
          "credit_card_custom_user",
          "transactions+inflow_custom_user",
          "transactions_checking+savings_custom_user");
  private static final PlaidDocumentReader READER =
      new PlaidDocumentReader(MerchantRules.bundled(), Ids::next);

  private DemoLedgers() {}

  /** A user's ledger, and the day of its last row. */
  record DemoLedger(LedgerSnapshot snapshot, List<Account> accounts, LocalDate lastDay) {}

  /** Generated users by their ids, as of {@link #TODAY}. */
  static Map<String, DemoLedger> generated(int count) {
    Map<String, DemoLedger> ledgers = new LinkedHashMap<>();
    new LedgerGenerator(SEED, TODAY)
        .users(count)
        .forEach(user -> ledgers.put(user.userId(), ledger(READER.read(user.document()), TODAY)));
    return ledgers;
  }

  /** The real files by their names, as of their last rows. */
  static Map<String, DemoLedger> real() {
    Map<String, DemoLedger> ledgers = new LinkedHashMap<>();
    for (String name : REAL) {
      try (InputStream file =
          DemoLedgers.class.getResourceAsStream("/demo/plaid/" + name + ".json")) {
        ledgers.put(name, ledger(READER.read(Objects.requireNonNull(file)), null));
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
    return ledgers;
  }

  static Map<String, DemoLedger> all(int count) {
    Map<String, DemoLedger> all = new LinkedHashMap<>(generated(count));
    all.putAll(real());
    return all;
  }

  private static DemoLedger ledger(ImportResult result, LocalDate day) {
    if (!(result instanceof ImportResult.Read read)) {
      throw new AssertionError("a demo document was refused: " + result);
    }
    var ledger = read.ledger();
    var profile = ledger.profile();
    List<LedgerTransaction> rows =
        ledger.transactions().stream()
            .sorted(Comparator.comparing(LedgerTransaction::postedOn))
            .toList();
    LocalDate last =
        Stream.concat(Stream.ofNullable(day), rows.stream().map(LedgerTransaction::postedOn))
            .max(Comparator.naturalOrder())
            .orElse(TODAY);
    return new DemoLedger(
        new LedgerSnapshot(
            ledger.accounts(),
            ledger.liabilities(),
            rows,
            profile == null ? null : profile.ageBracket(),
            profile == null ? null : profile.annualIncome()),
        ledger.accounts(),
        day == null ? last : day);
  }
}
