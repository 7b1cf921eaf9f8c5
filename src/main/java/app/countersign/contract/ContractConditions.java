package app.countersign.contract;

import app.countersign.platform.db.KeysetQuery;

/** A filter as conditions on a query over {@code contract c}. */
record ContractConditions(ContractFilter filter) {
  private static final String STALE =
      """
      EXISTS (SELECT 1 FROM extraction e WHERE e.contract_id = c.id AND e.is_current
        AND e.document_version < c.document_version)\
      """;

  <T> KeysetQuery<T> on(KeysetQuery<T> contracts) {
    KeysetQuery<T> query = contracts;
    if (filter.accountNumber() != null) {
      query = query.whereIn("c.account_number", filter.accountNumber());
    }
    if (filter.type() != null) {
      query = query.whereIn("c.type", filter.type());
    }
    if (filter.jurisdiction() != null) {
      query = query.whereIn("c.jurisdiction", filter.jurisdiction());
    }
    return stale(extracted(texts(made(query))));
  }

  private <T> KeysetQuery<T> made(KeysetQuery<T> contracts) {
    DayRange range = filter.contractDate();
    KeysetQuery<T> query = contracts;
    if (range != null && range.from() != null) {
      query = query.whereUneven("c.contract_date >= ?", range.from());
    }
    if (range != null && range.to() != null) {
      query = query.whereUneven("c.contract_date <= ?", range.to());
    }
    return query;
  }

  private <T> KeysetQuery<T> texts(KeysetQuery<T> query) {
    return filter.textStatus() == null
        ? query
        : query.whereIn(
            """
            coalesce((SELECT d.text_status FROM document d
              WHERE d.contract_id = c.id AND d.version = c.document_version), 'PENDING')\
            """,
            filter.textStatus());
  }

  private <T> KeysetQuery<T> extracted(KeysetQuery<T> query) {
    return filter.extractionStatus() == null
        ? query
        : query.whereIn(
            "(SELECT e.status FROM extraction e WHERE e.contract_id = c.id AND e.is_current)",
            filter.extractionStatus());
  }

  private <T> KeysetQuery<T> stale(KeysetQuery<T> query) {
    if (filter.hasStaleExtraction() == null) {
      return query;
    }
    return query.where(filter.hasStaleExtraction() ? STALE : "NOT " + STALE);
  }
}
