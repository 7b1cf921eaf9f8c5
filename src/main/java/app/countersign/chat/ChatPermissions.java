package app.countersign.chat;

import app.countersign.platform.access.Allowance;

/** What a member may do in a chat, each with the reason when not. */
public record ChatPermissions(
    Allowance send,
    Allowance invite,
    Allowance rename,
    Allowance remove,
    Allowance changeRoles,
    Allowance leave) {
  private static final Allowance NOT_ALONE =
      Allowance.no("A chat of one's own has no other members.");
  private static final Allowance NOT_MANAGING =
      Allowance.no("The group's owner and administrators do this.");

  static ChatPermissions of(Chat chat) {
    return chat.kind() == ChatKind.SOLO
        ? new ChatPermissions(
            Allowance.YES, NOT_ALONE, Allowance.YES, NOT_ALONE, NOT_ALONE, NOT_ALONE)
        : ofGroup(chat.viewerRole(), chat.memberCount());
  }

  private static ChatPermissions ofGroup(ChatRole role, int memberCount) {
    Allowance managing = role.isManaging() ? Allowance.YES : NOT_MANAGING;
    return new ChatPermissions(
        Allowance.YES,
        managing,
        managing,
        managing,
        role == ChatRole.OWNER ? Allowance.YES : Allowance.no("The group's owner gives roles."),
        role == ChatRole.OWNER && memberCount > 1
            ? Allowance.no("Pass the ownership on before you leave.")
            : Allowance.YES);
  }
}
