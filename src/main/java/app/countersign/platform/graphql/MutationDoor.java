package app.countersign.platform.graphql;

import app.countersign.platform.access.Role;
import graphql.schema.GraphQLFieldDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a mutation has to pass before its input is looked at.
 *
 * @param limit how often it may be called; null for as often as anybody likes
 * @param refusesCardNumbers whether payment cards' numbers in its input are refused: whatever is
 *     not for operators alone
 */
record MutationDoor(@Nullable ActionLimit limit, boolean refusesCardNumbers) {
  /** The door of a field, by who may use it. */
  static MutationDoor of(GraphQLFieldDefinition field, @Nullable ActionLimit limit) {
    Requirement requirement = Requirement.of(field);
    return new MutationDoor(limit, requirement == null || requirement.isMetBy(Role.CUSTOMER));
  }
}
