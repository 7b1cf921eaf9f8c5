package app.countersign.platform.graphql;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Java class behind each object type: declared by a feature, known here (connections, edges,
 * page info, user errors, payloads), or read off the accessor that leads to the type.
 */
final class Backings {
  private final GraphQLSchema schema;
  private final Map<String, TypeWiring<?>> wired;
  private final Map<String, Class<?>> classes = new LinkedHashMap<>();
  private final Deque<String> open = new ArrayDeque<>();

  private Backings(GraphQLSchema schema, Wiring wiring) {
    this.schema = schema;
    this.wired = wiring.types();
    wired.forEach((name, type) -> put(name, type.backing()));
    wiring.nodes().forEach((name, nodes) -> put(name, nodes.backing()));
    for (MutationField<?, ?> mutation : wiring.mutations().values()) {
      putPayload(mutation);
    }
    for (GraphQLObjectType type : objectTypes(schema)) {
      Class<?> ours = ours(type.getName());
      if (ours != null) {
        put(type.getName(), ours);
      }
    }
  }

  static Map<String, Class<?>> of(GraphQLSchema schema, Wiring wiring) {
    Backings backings = new Backings(schema, wiring);
    String next;
    while ((next = backings.open.poll()) != null) {
      backings.follow(next);
    }
    return Collections.unmodifiableMap(backings.classes);
  }

  static Iterable<GraphQLObjectType> objectTypes(GraphQLSchema schema) {
    Set<String> roots = Set.of("Query", "Mutation", "Subscription");
    return schema.getAllTypesAsList().stream()
        .filter(type -> type instanceof GraphQLObjectType && !type.getName().startsWith("__"))
        .map(GraphQLObjectType.class::cast)
        .filter(type -> !roots.contains(type.getName()))
        .toList();
  }

  /** The names of the object types that implement an interface. */
  static List<String> members(GraphQLSchema schema, GraphQLInterfaceType parent) {
    List<String> members = new ArrayList<>();
    for (GraphQLObjectType type : objectTypes(schema)) {
      if (type.getInterfaces().stream().anyMatch(at -> at.getName().equals(parent.getName()))) {
        members.add(type.getName());
      }
    }
    return members;
  }

  private static @Nullable Class<?> ours(String typeName) {
    if (typeName.equals("PageInfo")) {
      return PageInfo.class;
    }
    if (typeName.equals("UserError")) {
      return UserError.class;
    }
    if (typeName.endsWith("Connection")) {
      return Connection.class;
    }
    return typeName.endsWith("Edge") ? Edge.class : null;
  }

  private void putPayload(MutationField<?, ?> mutation) {
    GraphQLObjectType root = schema.getMutationType();
    GraphQLFieldDefinition field = root == null ? null : root.getFieldDefinition(mutation.name());
    if (field != null
        && GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType payload) {
      put(payload.getName(), mutation.payload());
    }
  }

  private void put(String typeName, Class<?> backing) {
    if (classes.putIfAbsent(typeName, backing) == null) {
      open.add(typeName);
    }
  }

  private void follow(String typeName) {
    GraphQLObjectType type = schema.getObjectType(typeName);
    Class<?> backing = classes.get(typeName);
    if (type == null || backing == null) {
      return;
    }
    TypeWiring<?> wiring = wired.get(typeName);
    for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
      boolean isWired = wiring != null && wiring.fields().containsKey(field.getName());
      Method method = isWired ? null : Accessor.method(backing, field.getName());
      if (method != null
          && GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType target) {
        Class<?> content = Nullness.content(method.getAnnotatedReturnType());
        if (content != Object.class) {
          put(target.getName(), content);
        }
      }
    }
  }
}
