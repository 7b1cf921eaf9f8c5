package app.countersign.platform.graphql;

import app.countersign.platform.access.Role;
import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.EnumValue;
import graphql.schema.GraphQLFieldDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a field, as its directive {@code @requires} says.
 *
 * @param role the least role
 * @param customers whether customers may as well, for what is theirs
 */
record Requirement(Role role, boolean customers) {
  /** What the field's definition says; null where it says nothing. */
  static @Nullable Requirement of(GraphQLFieldDefinition field) {
    if (field.getDefinition() == null) {
      return null;
    }
    for (Directive directive : field.getDefinition().getDirectives("requires")) {
      Argument role = directive.getArgument("role");
      if (role != null && role.getValue() instanceof EnumValue name) {
        return new Requirement(Role.valueOf(name.getName()), isTrue(directive, "customers"));
      }
    }
    return null;
  }

  /** Whether an actor of the role may. */
  boolean isMetBy(Role role) {
    return role.includes(this.role) || (customers && role == Role.CUSTOMER);
  }

  private static boolean isTrue(Directive directive, String name) {
    Argument argument = directive.getArgument(name);
    return argument != null && argument.getValue() instanceof BooleanValue value && value.isValue();
  }
}
