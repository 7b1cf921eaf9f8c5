package app.countersign.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which contracts; null is not filtered, an empty list matches nothing. */
public record ContractFilter(
    @Nullable List<String> accountNumber,
    @Nullable List<ContractType> type,
    @Nullable List<String> jurisdiction,
    @Nullable DayRange contractDate,
    @Nullable List<TextStatus> textStatus,
    @Nullable List<String> extractionStatus,
    @Nullable Boolean hasStaleExtraction) {}
