package app.countersign.pipeline;

/** What a user has agreed to. Offers need all three, recommendations the first two. */
public record Consents(boolean dataAnalysis, boolean recommendations, boolean partnerOffers) {
  /** Everything is agreed to. */
  public static final Consents ALL = new Consents(true, true, true);

  /** Whether recommendations may be made. */
  public boolean allowRecommendations() {
    return dataAnalysis && recommendations;
  }

  /** Whether partners' offers may be made. */
  public boolean allowOffers() {
    return allowRecommendations() && partnerOffers;
  }
}
