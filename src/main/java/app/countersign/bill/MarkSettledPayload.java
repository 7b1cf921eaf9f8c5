package app.countersign.bill;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import java.util.UUID;

/**
 * What became of debts.
 *
 * @param debtIds in the order they were paid; empty when refused
 */
public record MarkSettledPayload(List<UUID> debtIds, List<UserError> userErrors) {
  static MarkSettledPayload of(List<UUID> debtIds) {
    return new MarkSettledPayload(debtIds, List.of());
  }

  static MarkSettledPayload refused(List<UserError> errors) {
    return new MarkSettledPayload(List.of(), errors);
  }
}
