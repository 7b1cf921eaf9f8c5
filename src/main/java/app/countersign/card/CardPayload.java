package app.countersign.card;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change of a card answers. */
record CardPayload(@Nullable Card card, List<UserError> userErrors) {
  static CardPayload done(Card card) {
    return new CardPayload(card, List.of());
  }

  static CardPayload refused(List<UserError> errors) {
    return new CardPayload(null, errors);
  }
}
