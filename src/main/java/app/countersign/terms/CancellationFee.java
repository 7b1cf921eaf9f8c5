package app.countersign.terms;

import app.countersign.money.Money;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is kept of a refund for cancelling. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CancellationFee.Fixed.class, name = "FIXED"),
  @JsonSubTypes.Type(value = CancellationFee.Percentage.class, name = "PERCENTAGE")
})
public sealed interface CancellationFee {

  /**
   * An amount, whatever the refund is.
   *
   * @param amount not negative
   */
  record Fixed(Money amount) implements CancellationFee {}

  /**
   * A share, with or without an upper limit.
   *
   * @param percent of the base, 0 to 100
   * @param base what it is a share of
   * @param cap the most it can be; null without a limit
   */
  record Percentage(BigDecimal percent, Base base, @Nullable Money cap)
      implements CancellationFee {}

  /** What a percentage is a share of. */
  enum Base {
    /** The gross refund: what a contract means when it does not say. */
    REFUND,
    /** The price. */
    PRICE
  }
}
