package app.countersign.card;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's card. What the person did not say is null.
 *
 * @param ownerId the person
 * @param productId of the catalogue, which may have lost it since
 * @param lastFour the last four digits of its number; more of them are never kept
 * @param currency ISO 4217; what the limit is in
 * @param statedLimit as the person stated it; it goes before what the bank says
 * @param accountId the bank account that is the card's
 */
public record Card(
    UUID id,
    UUID ownerId,
    String productId,
    @Nullable String nickname,
    @Nullable String lastFour,
    String currency,
    @Nullable BigDecimal statedLimit,
    @Nullable LocalDate openedOn,
    @Nullable UUID accountId,
    int version,
    Instant createdAt) {
  /** What it is called in a sentence: by nickname, else by product, with the last four digits. */
  public String title(@Nullable CardProduct product) {
    String name = nickname != null ? nickname : product == null ? productId : product.name();
    return lastFour == null ? name : "%s (%s)".formatted(name, lastFour);
  }

  @Nullable Money limit() {
    return statedLimit == null ? null : Money.of(statedLimit, currency);
  }
}
