package app.countersign.pipeline;

/** Why a run drafted nothing. */
public enum NothingDrafted {
  /** The user has not agreed to the analysis of their data, or to recommendations. */
  NO_CONSENT,
  /** There is no signal to recommend anything from. */
  NO_SIGNALS,
  /** Nothing in the catalogue suits. */
  NO_MATCH,
  /** All that suits waits for a decision, or was decided not long ago. */
  ALREADY_THERE
}
