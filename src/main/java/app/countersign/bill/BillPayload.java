package app.countersign.bill;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a bill.
 *
 * @param billId null when refused
 */
public record BillPayload(@Nullable UUID billId, List<UserError> userErrors) {
  static BillPayload of(UUID billId) {
    return new BillPayload(billId, List.of());
  }

  static BillPayload refused(List<UserError> errors) {
    return new BillPayload(null, errors);
  }
}
