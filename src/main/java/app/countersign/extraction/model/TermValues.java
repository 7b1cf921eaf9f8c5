package app.countersign.extraction.model;

import app.countersign.money.Money;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.RefundMethod;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads values strictly: what is not clearly a value of its kind is none. */
final class TermValues {
  private static final int PERCENT_DECIMALS = 4;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MOST = new BigDecimal("99999999.99");

  private final String currency;
  private final int decimals;

  TermValues(String currency) {
    this.currency = currency;
    this.decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }

  /**
   * A value as it was read.
   *
   * @param fault why there is none, or why it is unclear; null when it is a value
   * @param stated whether words state the value
   */
  record Read<T>(@Nullable T value, @Nullable String fault, Predicate<String> stated) {
    boolean isStatedBy(String words) {
      return stated.test(words);
    }
  }

  Read<Money> premium(JsonNode value) {
    return amount(value)
        .map(amount -> read(money(amount), StatedNumbers.all(List.of(amount))))
        .orElseGet(() -> unread("the model's premium is not an amount of money"));
  }

  Read<RefundMethod> method(JsonNode value) {
    String name = value.asText("").strip();
    return Arrays.stream(RefundMethod.values())
        .filter(method -> method.name().equals(name))
        .findFirst()
        .map(method -> read(method, words -> MethodWords.name(method, words)))
        .orElseGet(
            () ->
                new Read<>(RefundMethod.UNKNOWN, "the model named no known method", words -> true));
  }

  Read<CancellationFee> fee(JsonNode value) {
    Optional<Read<CancellationFee>> fee =
        switch (value.path("kind").asText("")) {
          case "FIXED" -> amount(value.path("amount")).map(this::fixed);
          case "PERCENTAGE" -> percentage(value);
          default -> Optional.empty();
        };
    return fee.orElseGet(() -> unread("the model's fee is neither an amount nor a percentage"));
  }

  private Read<CancellationFee> fixed(BigDecimal amount) {
    return read(new CancellationFee.Fixed(money(amount)), StatedNumbers.all(List.of(amount)));
  }

  private Optional<Read<CancellationFee>> percentage(JsonNode value) {
    JsonNode limit = value.path("cap");
    Optional<BigDecimal> cap = amount(limit);
    boolean isCapUnread = cap.isEmpty() && !limit.isNull() && !limit.isMissingNode();
    Optional<CancellationFee.Base> base =
        switch (value.path("base").asText("REFUND")) {
          case "REFUND", "null" -> Optional.of(CancellationFee.Base.REFUND);
          case "PRICE" -> Optional.of(CancellationFee.Base.PRICE);
          default -> Optional.empty();
        };
    Optional<BigDecimal> percent =
        number(value.path("percent"), PERCENT_DECIMALS).filter(of -> of.compareTo(HUNDRED) <= 0);
    if (isCapUnread || base.isEmpty() || percent.isEmpty()) {
      return Optional.empty();
    }
    Money most = cap.map(this::money).orElse(null);
    List<BigDecimal> numbers = Stream.concat(percent.stream(), cap.stream()).toList();
    return Optional.of(
        read(
            new CancellationFee.Percentage(percent.get(), base.get(), most),
            StatedNumbers.all(numbers)));
  }

  private Optional<BigDecimal> amount(JsonNode value) {
    return number(value, decimals).filter(amount -> amount.compareTo(MOST) <= 0);
  }

  /** A number that is not negative: digits with at most so many decimals, as text or as JSON's. */
  private static Optional<BigDecimal> number(JsonNode value, int mostDecimals) {
    BigDecimal number = null;
    if (value.isNumber()) {
      number = value.decimalValue();
    } else if (value.isTextual() && value.asText().matches("[0-9]{1,12}(\\.[0-9]{1,12})?")) {
      number = new BigDecimal(value.asText());
    }
    return Optional.ofNullable(number)
        .filter(read -> read.signum() >= 0)
        .filter(read -> read.stripTrailingZeros().scale() <= mostDecimals);
  }

  private Money money(BigDecimal amount) {
    return Money.of(amount, currency);
  }

  private static <T> Read<T> read(T value, Predicate<String> stated) {
    return new Read<>(Objects.requireNonNull(value), null, stated);
  }

  private static <T> Read<T> unread(String fault) {
    return new Read<>(null, fault, words -> true);
  }
}
