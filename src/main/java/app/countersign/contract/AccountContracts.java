package app.countersign.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an account.
 *
 * @param contracts those that name the account and those that the record system named for it,
 *     newest first, at most {@link ContractRepository#MOST_OF_ACCOUNT}
 * @param checkedAt when the record system was last asked for it; null when it never was
 * @param missingContractIds those that the record system named and that are not here
 */
record AccountContracts(
    List<Contract> contracts, @Nullable Instant checkedAt, List<String> missingContractIds) {}
