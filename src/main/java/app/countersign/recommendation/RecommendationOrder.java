package app.countersign.recommendation;

/** In which order recommendations are listed. */
public enum RecommendationOrder {
  NEWEST,
  OLDEST,
  /** Priority high, medium, low; then oldest first. */
  FAIREST
}
