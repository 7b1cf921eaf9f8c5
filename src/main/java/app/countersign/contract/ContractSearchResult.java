package app.countersign.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account number leads to.
 *
 * @param accountNumber as it was looked for: trimmed
 * @param matches newest first
 * @param checkedAt when the record system was last asked for the account; null when it never was
 * @param isStale whether it should have been asked but could not be
 * @param missingContractIds contracts that it names and that have not come in yet
 */
public record ContractSearchResult(
    String accountNumber,
    List<Contract> matches,
    SearchSource answeredFrom,
    @Nullable Instant checkedAt,
    boolean isStale,
    List<String> missingContractIds) {}
