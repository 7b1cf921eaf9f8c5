package app.countersign.platform.access;

/**
 * What an actor may do. Each role of the desk includes the ones before it; a customer's stands for
 * itself, for what is a customer's is nobody else's. Ask {@link #includes}, never the order of the
 * constants.
 */
public enum Role {
  /** Reads. */
  ANALYST,
  /** Also claims, approves, rejects, flags, notes and tags. */
  OPERATOR,
  /** Also modifies, approves in bulk, resolves flags and undoes for others. */
  SENIOR_OPERATOR,
  /** Also manages operators and tokens. */
  ADMIN,
  /** Uses what is theirs, and nothing of the desk. */
  CUSTOMER;

  /** Whether an actor of this role may do what {@code required} is needed for. */
  public boolean includes(Role required) {
    return this == CUSTOMER || required == CUSTOMER
        ? this == required
        : ordinal() >= required.ordinal();
  }
}
