package app.countersign.contract;

/** Where a search was answered from; the same values as in the schema. */
public enum SearchSource {
  CACHE,
  DATABASE,
  RECORD_SYSTEM
}
