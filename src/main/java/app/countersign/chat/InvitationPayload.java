package app.countersign.chat;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invitation that something was done to, by its id alone. */
public record InvitationPayload(@Nullable UUID invitationId, List<UserError> userErrors) {
  static InvitationPayload of(UUID invitationId) {
    return new InvitationPayload(invitationId, List.of());
  }

  static InvitationPayload refused(List<UserError> errors) {
    return new InvitationPayload(null, errors);
  }
}
