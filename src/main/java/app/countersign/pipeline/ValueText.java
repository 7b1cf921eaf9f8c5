package app.countersign.pipeline;

import app.countersign.signal.SignalField;
import app.countersign.signal.SignalKind;
import app.countersign.signal.SignalValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A user's values as people read them: {@code $1,234.50}, {@code 68.25%}, {@code 45.5 days}, the
 * last four characters of a card. Money is rounded HALF_UP to the currency's digits, other numbers
 * to two decimals.
 */
public final class ValueText {
  private static final int MASK_LENGTH = 4;

  private final Currency currency;

  /** Texts for amounts in a currency. */
  public ValueText(Currency currency) {
    this.currency = currency;
  }

  /** The value as text, or null where it is unknown. */
  public @Nullable String of(SignalField field, SignalValues values) {
    BigDecimal number = values.number(field);
    if (number != null) {
      return number(field.kind(), number);
    }
    Boolean flag = values.flag(field);
    if (flag != null) {
      return flag ? "yes" : "no";
    }
    String text = values.text(field);
    return text == null || field.kind() != SignalKind.MASK ? text : lastOf(text);
  }

  /** A number of a kind as text. */
  public String number(SignalKind kind, BigDecimal number) {
    return switch (kind) {
      case MONEY -> money(number);
      case PERCENT -> plain(number) + "%";
      case MONTHS -> counted(number, "month");
      case DAYS -> counted(number, "day");
      case COUNT, FLAG, TEXT, MASK -> plain(number);
    };
  }

  private static String counted(BigDecimal number, String unit) {
    String text = plain(number);
    return text + " " + unit + (text.equals("1") ? "" : "s");
  }

  private String money(BigDecimal amount) {
    int digits = Math.max(currency.getDefaultFractionDigits(), 0);
    BigDecimal rounded = amount.setScale(digits, RoundingMode.HALF_UP);
    DecimalFormat format = new DecimalFormat("#,##0", symbols());
    format.setMinimumFractionDigits(digits);
    String sign = rounded.signum() < 0 ? "-" : "";
    String symbol = currency.getSymbol(Locale.US);
    String space = symbol.length() > 1 ? "\u00a0" : "";
    return sign + symbol + space + format.format(rounded.abs());
  }

  private static String plain(BigDecimal number) {
    return new DecimalFormat("#,##0.##", symbols())
        .format(number.setScale(2, RoundingMode.HALF_UP));
  }

  private static DecimalFormatSymbols symbols() {
    return DecimalFormatSymbols.getInstance(Locale.US);
  }

  /** Only the end of a mask is shown, whatever the bank sent. */
  private static String lastOf(String mask) {
    return mask.substring(Math.max(0, mask.length() - MASK_LENGTH));
  }
}
