package app.countersign.quote;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code quoteRefund}. */
record QuoteRefundPayload(@Nullable StoredQuote quote, List<UserError> userErrors) {

  static QuoteRefundPayload done(StoredQuote quote) {
    return new QuoteRefundPayload(quote, List.of());
  }

  static QuoteRefundPayload refused(List<UserError> errors) {
    return new QuoteRefundPayload(null, errors);
  }
}
