package app.countersign.bill;

import app.countersign.bill.BillAmount.Line;
import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.split.SplitRule.Charges;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Amounts as a caller sends them; what is wrong with one is refused with its place. */
final class AmountInputs {
  private static final int LONGEST_NAME = 500;
  private static final int MOST_ITEMS = 500;

  private AmountInputs() {}

  /** The money that was sent. */
  static Money money(MoneyInput input, String... place) {
    MoneyInput.Fault fault = input.fault();
    if (fault != null) {
      throw refused(fault.message(), path(place, fault.field()));
    }
    return input.money();
  }

  /** As {@link #money}, above zero. */
  static Money positive(MoneyInput input, String... place) {
    Money money = money(input, place);
    if (money.amount().signum() == 0) {
      throw refused("The amount must be above zero.", path(place, "amount"));
    }
    return money;
  }

  /** Items as they were sent; their total is not known yet. */
  static List<Line> lines(RecordBillInput.Items input) {
    if (input.items().isEmpty() || input.items().size() > MOST_ITEMS) {
      throw refused(
          "A bill has 1 to %d items.".formatted(MOST_ITEMS),
          List.of("input", "amount", "items", "items"));
    }
    var lines = new ArrayList<Line>(input.items().size());
    for (int index = 0; index < input.items().size(); index++) {
      RecordBillInput.Item item = input.items().get(index);
      String at = String.valueOf(index);
      lines.add(
          new Line(
              name(item.name(), at),
              money(item.amount(), "amount", "items", "items", at, "amount")));
    }
    return lines;
  }

  /** What is added to the items and taken off. */
  static Charges charges(RecordBillInput.@Nullable Charges input) {
    return input == null
        ? Charges.NONE
        : new Charges(
            charge(input.tax(), "tax"),
            charge(input.tip(), "tip"),
            charge(input.fee(), "fee"),
            charge(input.shipping(), "shipping"),
            charge(input.discount(), "discount"));
  }

  static RefusedException refused(String message, List<String> path) {
    return RefusedException.of(UserErrorCode.INVALID_INPUT, message, path.toArray(String[]::new));
  }

  private static @Nullable Money charge(@Nullable MoneyInput input, String name) {
    return input == null ? null : money(input, "amount", "items", "charges", name);
  }

  private static @Nullable String name(@Nullable String name, String at) {
    if (name != null && name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw refused(
          "A name has at most %d characters.".formatted(LONGEST_NAME),
          List.of("input", "amount", "items", "items", at, "name"));
    }
    return name == null || name.isBlank() ? null : name.strip();
  }

  private static List<String> path(String[] place, String field) {
    List<String> path = new ArrayList<>(List.of("input"));
    path.addAll(List.of(place));
    path.add(field);
    return path;
  }
}
