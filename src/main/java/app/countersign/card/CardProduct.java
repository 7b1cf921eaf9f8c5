package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * A card that can be had, as the catalogue has it.
 *
 * @param place its place in the catalogue, from 0: what a tie is decided by at last
 * @param issuer who gives it out
 * @param currency ISO 4217; the fee and the caps are in it
 * @param annualFee per card year
 * @param foreignFeePct of a purchase in another currency
 * @param baseRatePct what a purchase earns that no rate is for
 * @param rates for categories, each in one rate at most
 */
public record CardProduct(
    String id,
    int place,
    String name,
    String issuer,
    String currency,
    BigDecimal annualFee,
    BigDecimal foreignFeePct,
    BigDecimal baseRatePct,
    List<CardRate> rates) {
  /** Copies the list. */
  public CardProduct {
    rates = List.copyOf(rates);
  }

  /** The rate of a category; the base rate where it has none. */
  public CardRate rate(TransactionCategory category) {
    for (CardRate rate : rates) {
      if (rate.categories().contains(category)) {
        return rate;
      }
    }
    return new CardRate(List.of(), baseRatePct, null, baseRatePct);
  }

  /** The fee as money. */
  public Money fee() {
    return Money.of(annualFee, currency);
  }
}
