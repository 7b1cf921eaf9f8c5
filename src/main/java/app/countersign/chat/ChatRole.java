package app.countersign.chat;

/** What a member may do in a chat; the same values as in the schema, which says what each means. */
public enum ChatRole {
  OWNER,
  ADMIN,
  MEMBER;

  /** Whether the member looks after the group: invites, renames and removes. */
  public boolean isManaging() {
    return this != MEMBER;
  }
}
