package app.countersign.contract;

import app.countersign.platform.db.Deadline;
import app.countersign.recordsystem.Lookup;
import app.countersign.recordsystem.RecordSystem;
import app.countersign.recordsystem.RecordedContract;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an account leads to: from memory, else the database, else the record system where there is
 * one. What is stored answers while there are contracts and the record system was asked less than
 * an hour ago. Kept in memory is only what lacks nothing: an account without contracts, or with
 * some that have not come in, is looked up each time.
 */
@Singleton
class ContractSearch {
  private static final Duration TRUSTED = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration RESERVE = Duration.ofSeconds(1);

  private final AccountRepository accounts;
  private final ContractCache cache;
  private final @Nullable RecordSystem records;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  ContractSearch(
      AccountRepository accounts,
      ContractCache cache,
      @Nullable RecordSystem records,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.accounts = accounts;
    this.cache = cache;
    this.records = records;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What was found, and where. */
  private record Read(AccountContracts account, SearchSource source) {}

  /** The contracts of an account whose number is well-formed. Not to be called in a transaction. */
  ContractSearchResult search(String written) {
    String account = account(written);
    Read read = read(account);
    if (records == null || read.source == SearchSource.CACHE || isAnswer(read.account)) {
      return result(written, read, false);
    }
    return switch (records.lookUp(account, patience())) {
      case Lookup.Found(List<RecordedContract> named) -> stored(written, account, named);
      case Lookup.NotFound _ -> stored(written, account, List.of());
      case Lookup.Unavailable _ -> result(written, read, true);
    };
  }

  /** Twelve digits are looked for as such unless there is an account with just these hyphens. */
  private String account(String written) {
    return AccountNumber.isGrouped(written) && !accounts.isKnown(written)
        ? written.replace("-", "")
        : written;
  }

  private Read read(String account) {
    AtomicReference<@Nullable AccountContracts> loaded = new AtomicReference<>();
    AccountContracts kept =
        cache.account(
            account,
            key -> {
              AccountContracts found = accounts.find(key);
              loaded.set(found);
              return isAnswer(found) && found.missingContractIds().isEmpty() ? found : null;
            });
    AccountContracts own = loaded.get();
    if (own != null) {
      return new Read(own, SearchSource.DATABASE);
    }
    return kept == null
        ? new Read(accounts.find(account), SearchSource.DATABASE)
        : new Read(kept, SearchSource.CACHE);
  }

  private boolean isAnswer(AccountContracts account) {
    Instant checkedAt = account.checkedAt();
    return !account.contracts().isEmpty()
        && (records == null
            || (checkedAt != null && clock.instant().isBefore(checkedAt.plus(TRUSTED))));
  }

  private ContractSearchResult stored(
      String written, String account, List<RecordedContract> named) {
    transactions.executeWrite(
        _ -> {
          accounts.store(account, named, clock.instant());
          cache.accountChanged(account);
          return true;
        });
    return result(written, new Read(read(account).account, SearchSource.RECORD_SYSTEM), false);
  }

  private static ContractSearchResult result(String written, Read read, boolean isStale) {
    return new ContractSearchResult(
        written,
        read.account.contracts(),
        read.source,
        read.account.checkedAt(),
        isStale,
        read.account.missingContractIds());
  }

  /** No longer than the request lasts, with time left to answer from what is stored. */
  private static Duration patience() {
    Deadline deadline = Deadline.current();
    if (deadline == null) {
      return LONGEST;
    }
    Duration left = deadline.remaining().minus(RESERVE);
    return left.compareTo(LONGEST) < 0 ? left : LONGEST;
  }
}
