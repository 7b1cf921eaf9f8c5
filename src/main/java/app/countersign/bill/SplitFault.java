package app.countersign.bill;

import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.split.InvalidSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in the input a mistake stands that the arithmetic of splitting found. */
final class SplitFault {
  private static final Pattern PLACE =
      Pattern.compile("([a-z]+(?:\\.[a-z]+)?)(?:\\[([0-9]+)])?(?:\\.(.+))?");
  private static final Pattern TAKER = Pattern.compile("takers(?:\\[([0-9]+)])?(?:\\.(.+))?");

  private SplitFault() {}

  /** The refusal of what was asked. */
  static RefusedException refused(InvalidSplit fault, RecordBillInput input) {
    return RefusedException.of(
        UserErrorCode.INVALID_INPUT,
        String.valueOf(fault.getMessage()),
        path(fault.field(), input).toArray(String[]::new));
  }

  static List<String> path(String field, RecordBillInput input) {
    Matcher place = PLACE.matcher(field);
    if (!place.matches()) {
      return List.of("input");
    }
    String index = place.group(2);
    String rest = place.group(3);
    return switch (place.group(1)) {
      case "members" -> path("memberIds", index);
      case "rule.weights" -> path("rule", "byWeight", index, renamed(rest));
      case "rule.items" -> item(index, rest, input);
      case "rule.charges" -> amount(input, "charges", rest);
      default -> amount(input, rest);
    };
  }

  private static List<String> item(
      @Nullable String index, @Nullable String rest, RecordBillInput input) {
    if (index == null) {
      return amount(input, "items");
    }
    Matcher taker = TAKER.matcher(rest == null ? "" : rest);
    if (!taker.matches()) {
      return amount(input, "items", index, rest);
    }
    String given = given(Integer.parseInt(index), input);
    return given == null
        ? path("rule", "byItem")
        : path("rule", "byItem", given, "takers", taker.group(1), renamed(taker.group(2)));
  }

  /** At which place of the rule the item stands; null where nobody was said to have taken it. */
  private static @Nullable String given(int item, RecordBillInput input) {
    List<RecordBillInput.ItemTakers> byItem = input.rule().byItem();
    for (int place = 0; byItem != null && place < byItem.size(); place++) {
      if (byItem.get(place).item() == item) {
        return String.valueOf(place);
      }
    }
    return null;
  }

  private static List<String> amount(RecordBillInput input, @Nullable String... rest) {
    RecordBillInput.Amount amount = input.amount();
    if (amount.items() != null) {
      String[] path = new String[rest.length + 2];
      path[0] = "amount";
      path[1] = "items";
      System.arraycopy(rest, 0, path, 2, rest.length);
      return path(path);
    }
    if (amount.typed() != null) {
      return path("amount", "typed", rest.length == 1 ? rest[0] : null);
    }
    return path("amount", amount.purchaseId() == null ? "bankTransactionId" : "purchaseId");
  }

  private static @Nullable String renamed(@Nullable String field) {
    return "member".equals(field) ? "memberId" : field;
  }

  /** Parts that are there; one with a point in it is several. */
  private static List<String> path(@Nullable String... parts) {
    List<String> path = new ArrayList<>(List.of("input"));
    for (String part : parts) {
      if (part != null) {
        path.addAll(List.of(part.split("\\.")));
      }
    }
    return path;
  }
}
