package app.countersign.platform.graphql.plan;

import graphql.schema.Coercing;
import graphql.schema.GraphQLEnumType;
import java.util.function.Function;

/** What a field's value is made into, as its type and what is selected below say. */
sealed interface Shape {
  /** Whether null is no answer. */
  boolean isRequired();

  /** The type's name, for messages. */
  String typeName();

  /** Text, numbers and the like. */
  record Scalar(boolean isRequired, String typeName, Coercing<?, ?> coercing) implements Shape {}

  /** Text that is written as it is. */
  record Text(boolean isRequired, String typeName) implements Shape {}

  /** A name of an enumeration. */
  record Name(boolean isRequired, String typeName, GraphQLEnumType type) implements Shape {}

  /** Several. */
  record Many(boolean isRequired, String typeName, Shape item) implements Shape {}

  /** An object of one type. */
  record One(boolean isRequired, String typeName, Selection selection) implements Shape {}

  /**
   * An object of one of several types.
   *
   * @param selections by the value; throws for what is of none of the types
   */
  record Any(boolean isRequired, String typeName, Function<Object, Selection> selections)
      implements Shape {}
}
