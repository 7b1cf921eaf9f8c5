package app.countersign.identity;

import app.countersign.platform.access.Role;
import java.util.List;
import java.util.stream.Stream;

/** One thing a role allows; the same values as in the schema, which says what each means. */
public enum Permission {
  READ(Role.ANALYST),
  REVIEW(Role.OPERATOR),
  FLAG(Role.OPERATOR),
  ANNOTATE(Role.OPERATOR),
  EXTRACT(Role.OPERATOR),
  MODIFY(Role.SENIOR_OPERATOR),
  BULK_APPROVE(Role.SENIOR_OPERATOR),
  RESOLVE_FLAGS(Role.SENIOR_OPERATOR),
  UNDO_FOR_OTHERS(Role.SENIOR_OPERATOR),
  RUN_PIPELINE(Role.SENIOR_OPERATOR),
  IMPORT_CONTRACTS(Role.SENIOR_OPERATOR),
  MANAGE_OPERATORS(Role.ADMIN),
  CONVERSE(Role.CUSTOMER);

  private final Role least;

  Permission(Role least) {
    this.least = least;
  }

  /** Whether the role allows it. */
  public boolean isGrantedTo(Role role) {
    return role.includes(least);
  }

  /** Everything the role allows, in the order of the schema. */
  public static List<Permission> of(Role role) {
    return Stream.of(values()).filter(permission -> permission.isGrantedTo(role)).toList();
  }
}
