package app.countersign.platform.graphql;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLUnionType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the schema with what answers it, at start-up: each field has wiring or an accessor of
 * the right nullness, nothing is wired that the schema does not have, every value of an interface
 * or union says its type by its class, and every input fits the record it is bound to.
 */
final class SchemaCheck {
  private final GraphQLSchema schema;
  private final Wiring wiring;
  private final Map<String, Class<?>> backings;
  private final List<String> problems = new ArrayList<>();

  private SchemaCheck(GraphQLSchema schema, Wiring wiring, Map<String, Class<?>> backings) {
    this.schema = schema;
    this.wiring = wiring;
    this.backings = backings;
  }

  /** Everything that does not fit, a sentence each; empty when all does. */
  static List<String> problems(
      GraphQLSchema schema, Wiring wiring, Map<String, Class<?>> backings) {
    SchemaCheck check = new SchemaCheck(schema, wiring, backings);
    check.queries();
    check.mutations();
    check.subscriptions();
    for (GraphQLObjectType type : Backings.objectTypes(schema)) {
      check.type(type);
    }
    check.strangers();
    check.abstractTypes();
    return List.copyOf(check.problems);
  }

  private void queries() {
    for (GraphQLFieldDefinition field : schema.getQueryType().getFieldDefinitions()) {
      FieldSource source = wiring.queries().get(field.getName());
      if (source != null) {
        wired("Query", field, source);
      } else if (!NodeFields.answers(field.getName())) {
        problem("Query", field.getName(), "has no wiring");
      }
    }
  }

  private void mutations() {
    GraphQLObjectType root = schema.getMutationType();
    if (root == null) {
      return;
    }
    for (GraphQLFieldDefinition field : root.getFieldDefinitions()) {
      MutationField<?, ?> mutation = wiring.mutations().get(field.getName());
      if (mutation == null) {
        problem("Mutation", field.getName(), "has no wiring");
      } else if (field.getArgument("input") == null) {
        problem("Mutation", field.getName(), "has no argument 'input'");
      } else {
        InputCheck.problems(field.getArgument("input").getType(), mutation.input())
            .forEach(problem -> problem("Mutation", field.getName(), problem));
      }
    }
  }

  private void subscriptions() {
    GraphQLObjectType root = schema.getSubscriptionType();
    if (root == null) {
      return;
    }
    for (GraphQLFieldDefinition field : root.getFieldDefinitions()) {
      if (!wiring.subscriptions().containsKey(field.getName())) {
        problem("Subscription", field.getName(), "has no wiring");
      }
    }
  }

  private void type(GraphQLObjectType type) {
    Class<?> backing = backings.get(type.getName());
    TypeWiring<?> explicit = wiring.types().get(type.getName());
    if (backing == null) {
      problems.add(
          "%s has no backing class: declare it with wiring.type".formatted(type.getName()));
      return;
    }
    for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
      FieldSource source = explicit == null ? null : explicit.fields().get(field.getName());
      if (source != null) {
        wired(type.getName(), field, source);
      } else {
        accessor(type, field, backing);
      }
    }
  }

  private void wired(String typeName, GraphQLFieldDefinition field, FieldSource source) {
    if (source.isNullable() && field.getType() instanceof GraphQLNonNull) {
      problem(typeName, field.getName(), "is non-null in the schema but wired as nullable");
    }
  }

  private void accessor(GraphQLObjectType type, GraphQLFieldDefinition field, Class<?> backing) {
    Method method = Accessor.method(backing, field.getName());
    String problem =
        method == null
            ? "has neither wiring nor an accessor on " + backing.getSimpleName()
            : Nullness.problem(field.getType(), method);
    if (problem != null) {
      problem(type.getName(), field.getName(), problem);
    }
  }

  private void strangers() {
    wiring.types().forEach(this::strangersOf);
    for (String name : wiring.queries().keySet()) {
      stranger(schema.getQueryType(), "Query", name);
    }
    for (String name : wiring.mutations().keySet()) {
      stranger(schema.getMutationType(), "Mutation", name);
    }
    for (String name : wiring.limits().keySet()) {
      stranger(schema.getMutationType(), "Mutation", name);
    }
    for (String name : wiring.subscriptions().keySet()) {
      stranger(schema.getSubscriptionType(), "Subscription", name);
    }
    for (String name : wiring.nodes().keySet()) {
      GraphQLObjectType type = schema.getObjectType(name);
      if (type == null || type.getInterfaces().stream().noneMatch(SchemaCheck::isNode)) {
        problems.add("%s is wired as a node but does not implement Node".formatted(name));
      }
    }
  }

  private void strangersOf(String typeName, TypeWiring<?> type) {
    GraphQLObjectType declared = schema.getObjectType(typeName);
    if (declared == null) {
      problems.add("%s is wired but not an object type of the schema".formatted(typeName));
      return;
    }
    type.fields().keySet().forEach(field -> stranger(declared, typeName, field));
  }

  private void stranger(@Nullable GraphQLFieldsContainer type, String typeName, String field) {
    if (type == null || type.getFieldDefinition(field) == null) {
      problem(typeName, field, "is wired but not in the schema");
    }
  }

  private static boolean isNode(GraphQLNamedOutputType type) {
    return type.getName().equals("Node");
  }

  private void abstractTypes() {
    schema
        .getAllTypesAsList()
        .forEach(
            type -> {
              if (type instanceof GraphQLInterfaceType parent) {
                distinct(parent.getName(), Backings.members(schema, parent));
              } else if (type instanceof GraphQLUnionType union) {
                distinct(
                    union.getName(),
                    union.getTypes().stream().map(GraphQLNamedOutputType::getName).toList());
              }
            });
  }

  private void distinct(String parent, List<String> members) {
    Map<Class<?>, String> seen = new HashMap<>();
    for (String member : members) {
      Class<?> backing = backings.get(member);
      if (backing == null) {
        continue;
      }
      String other = seen.putIfAbsent(backing, member);
      if (other != null) {
        problems.add(
            "%s and %s of %s have the same class %s, so their values cannot be told apart"
                .formatted(other, member, parent, backing.getSimpleName()));
      }
    }
  }

  private void problem(String type, String field, String what) {
    problems.add("%s.%s %s".formatted(type, field, what));
  }
}
