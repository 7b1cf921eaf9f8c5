package app.countersign.recommendation;

/** Where a review stands. */
public enum RecommendationStatus {
  /** Waits for a decision. */
  PENDING,
  /** Approved; its delivery is queued or done. */
  APPROVED,
  /** Rejected; it goes no further. */
  REJECTED,
  /** Somebody doubts it. */
  FLAGGED;

  /** Whether it can still be decided, modified and claimed. */
  public boolean isUndecided() {
    return this == PENDING || this == FLAGGED;
  }
}
