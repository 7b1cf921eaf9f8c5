package app.countersign.pricewatch;

import org.jspecify.annotations.Nullable;

/**
 * A prediction, or why there is none; exactly one of the two.
 *
 * @param unavailableBecause for people
 */
record Prediction(@Nullable PricePrediction prediction, @Nullable String unavailableBecause) {
  static Prediction none(String why) {
    return new Prediction(null, why);
  }
}
