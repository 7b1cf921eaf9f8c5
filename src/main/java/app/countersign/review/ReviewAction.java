package app.countersign.review;

import app.countersign.platform.access.Role;

/** What an operator can do to one recommendation, and the least role for it. */
enum ReviewAction {
  APPROVE("be approved", Role.OPERATOR),
  REJECT("be rejected", Role.OPERATOR),
  FLAG("be flagged", Role.OPERATOR),
  MODIFY("be modified", Role.SENIOR_OPERATOR),
  CLAIM("be claimed", Role.OPERATOR);

  private final String doing;
  private final Role role;

  ReviewAction(String doing, Role role) {
    this.doing = doing;
    this.role = role;
  }

  /** As in "it cannot be approved". */
  String doing() {
    return doing;
  }

  Role role() {
    return role;
  }
}
