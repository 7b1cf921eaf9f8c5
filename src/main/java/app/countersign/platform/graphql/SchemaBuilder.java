package app.countersign.platform.graphql;

import app.countersign.platform.graphql.plan.PlanSchema;
import app.countersign.platform.graphql.plan.Step;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLUnionType;
import graphql.schema.TypeResolver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the executable schema of the text and the modules, or says everything that is wrong. */
final class SchemaBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaBuilder.class);

  private final Wiring wiring = new Wiring();
  private final GraphQLSchema plain;
  private final Map<String, Class<?>> backings;
  private final MutationRunner mutations;
  private final NodeFields nodes;
  private final GraphQLCodeRegistry.Builder code;
  private final Map<String, Step> steps = new HashMap<>();

  /** The types of each interface and union, by the classes behind them. */
  private final Map<String, Map<Class<?>, String>> members = new HashMap<>();

  private SchemaBuilder(SchemaSource source, @Nullable SchemaText begun, MutationRunner mutations) {
    source.modules().forEach(module -> module.wire(wiring));
    this.plain = SchemaText.schema(source.text(), begun);
    // Starts from what answers introspection.
    this.code = GraphQLCodeRegistry.newCodeRegistry(plain.getCodeRegistry());
    this.backings = Backings.of(plain, wiring);
    this.mutations = mutations;
    // By name: features are found in any order, and answers must not depend on it.
    this.nodes = new NodeFields(new TreeMap<>(wiring.nodes()).values());
  }

  /**
   * The schema with a step for each field.
   *
   * @param isStrict whether misfits are thrown; where not, they are logged
   * @throws IllegalStateException when schema and wiring do not fit, with the whole list
   */
  static PlanSchema build(SchemaSource source, MutationRunner mutations, boolean isStrict) {
    return build(source, null, mutations, isStrict);
  }

  /**
   * As above, with the text perhaps begun to be read.
   *
   * @param begun null where it was not
   */
  static PlanSchema build(
      SchemaSource source, @Nullable SchemaText begun, MutationRunner mutations, boolean isStrict) {
    SchemaBuilder builder = new SchemaBuilder(source, begun, mutations);
    builder.check(isStrict);
    return builder.build();
  }

  private void check(boolean isStrict) {
    List<String> problems = SchemaCheck.problems(plain, wiring, backings);
    if (problems.isEmpty()) {
      return;
    }
    String message =
        "The schema and its wiring do not fit in %d places:%n  %s"
            .formatted(problems.size(), String.join(System.lineSeparator() + "  ", problems));
    if (isStrict) {
      throw new IllegalStateException(message);
    }
    LOG.warn(message);
  }

  private PlanSchema build() {
    queries();
    mutations();
    subscriptions();
    Backings.objectTypes(plain).forEach(this::type);
    typeResolvers();
    GraphQLSchema whole = plain.transformWithoutTypes(schema -> schema.codeRegistry(code.build()));
    return new PlanSchema(whole, steps, this::typeOf);
  }

  private void queries() {
    GraphQLObjectType root = plain.getQueryType();
    for (GraphQLFieldDefinition field : root.getFieldDefinitions()) {
      FieldSource source = wiring.queries().get(field.getName());
      if (source != null) {
        put(root, field, Steps.of("Query." + field.getName(), source));
      } else if (NodeFields.answers(field.getName())) {
        put(root, field, Steps.query(field.getName().equals("node") ? nodes::node : nodes::nodes));
      } else {
        put(root, field, Steps.unwired());
      }
    }
  }

  private void mutations() {
    GraphQLObjectType root = plain.getMutationType();
    if (root != null) {
      for (GraphQLFieldDefinition field : root.getFieldDefinitions()) {
        MutationField<?, ?> mutation = wiring.mutations().get(field.getName());
        put(
            root,
            field,
            mutation == null
                ? Steps.unwired()
                : Steps.mutation(
                    mutation,
                    MutationDoor.of(field, wiring.limits().get(field.getName())),
                    mutations));
      }
    }
  }

  private void subscriptions() {
    GraphQLObjectType root = plain.getSubscriptionType();
    if (root != null) {
      for (GraphQLFieldDefinition field : root.getFieldDefinitions()) {
        SubscriptionField subscription = wiring.subscriptions().get(field.getName());
        put(root, field, subscription == null ? Steps.unwired() : Steps.subscription(subscription));
      }
    }
  }

  private void type(GraphQLObjectType type) {
    TypeWiring<?> explicit = wiring.types().get(type.getName());
    Class<?> backing = backings.get(type.getName());
    for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
      FieldSource source = explicit == null ? null : explicit.fields().get(field.getName());
      put(type, field, step(type, field, source, backing));
    }
  }

  private static Step step(
      GraphQLObjectType type,
      GraphQLFieldDefinition field,
      @Nullable FieldSource source,
      @Nullable Class<?> backing) {
    if (source != null) {
      return Steps.of(type.getName() + "." + field.getName(), source);
    }
    Accessor accessor = backing == null ? null : Accessor.find(backing, field.getName());
    return accessor == null ? Steps.unwired() : Steps.of(accessor);
  }

  private void put(GraphQLObjectType type, GraphQLFieldDefinition field, Step step) {
    Requirement required = Requirement.of(field);
    Step guarded = required == null ? step : Steps.guarded(required, step);
    steps.put(type.getName() + "." + field.getName(), guarded);
    code.dataFetcher(FieldCoordinates.coordinates(type, field), Fetchers.of(guarded));
  }

  private void typeResolvers() {
    for (GraphQLNamedType type : plain.getAllTypesAsList()) {
      if (type instanceof GraphQLInterfaceType parent) {
        Map<Class<?>, String> classes = new HashMap<>();
        Backings.members(plain, parent).forEach(member -> add(classes, member));
        members.put(parent.getName(), classes);
        code.typeResolver(parent, resolver(parent));
      } else if (type instanceof GraphQLUnionType union) {
        Map<Class<?>, String> classes = new HashMap<>();
        union.getTypes().forEach(member -> add(classes, member.getName()));
        members.put(union.getName(), classes);
        code.typeResolver(union, resolver(union));
      }
    }
  }

  private void add(Map<Class<?>, String> members, String typeName) {
    Class<?> backing = backings.get(typeName);
    if (backing != null) {
      members.put(backing, typeName);
    }
  }

  private TypeResolver resolver(GraphQLNamedOutputType type) {
    return environment -> {
      Object value = environment.getObject();
      String name = value == null ? null : typeOf(type, value);
      if (name == null) {
        throw new IllegalStateException("no type is backed by the class of " + value);
      }
      return environment.getSchema().getObjectType(name);
    };
  }

  private @Nullable String typeOf(GraphQLNamedOutputType type, Object value) {
    return nameOf(value.getClass(), members.getOrDefault(type.getName(), Map.of()));
  }

  private static @Nullable String nameOf(Class<?> type, Map<Class<?>, String> members) {
    String exact = members.get(type);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<Class<?>, String> member : members.entrySet()) {
      if (member.getKey().isAssignableFrom(type)) {
        return member.getValue();
      }
    }
    return null;
  }
}
