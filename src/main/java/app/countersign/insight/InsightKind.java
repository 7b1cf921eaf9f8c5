package app.countersign.insight;

/** What an insight is about; the same values as in the schema, which says what each means. */
public enum InsightKind {
  TOP_MERCHANT,
  TOP_CATEGORY,
  CHANGE_AGAINST_USUAL,
  SUBSCRIPTIONS,
  LARGEST_ORDER,
  REWARDS_LEFT,
  WARNING,
  GOOD_NEWS
}
