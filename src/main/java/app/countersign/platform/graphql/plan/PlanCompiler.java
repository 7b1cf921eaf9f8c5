package app.countersign.platform.graphql.plan;

import app.countersign.platform.graphql.plan.PlannedField.Selected;
import graphql.GraphQLContext;
import graphql.Scalars;
import graphql.execution.FieldCollector;
import graphql.execution.FieldCollectorParameters;
import graphql.execution.MergedField;
import graphql.execution.MergedSelectionSet;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the selection of an operation, with the values of the variables that decide what is
 * selected. Fragments are merged by graphql-java's own collector.
 */
final class PlanCompiler {
  /** A larger operation is left to graphql-java: a plan is kept, and must not fill the memory. */
  private static final int MOST_FIELDS = 2_000;

  private static final String TYPE_NAME = "__typename";

  private final PlanSchema schema;
  private final Map<String, Object> conditions;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final FieldCollector collector = new FieldCollector();
  private int fields;

  /**
   * @param conditions the variables that directives use
   */
  PlanCompiler(PlanSchema schema, Document document, Map<String, Object> conditions) {
    this.schema = schema;
    this.conditions = conditions;
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> fragments.put(fragment.getName(), fragment));
  }

  /** Thrown for what a plan does not cover. */
  static final class NotCovered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCovered(String what) {
      super(what, null, false, false);
    }
  }

  /** The root's selection; throws {@link NotCovered}. */
  Selection compile(OperationDefinition operation) {
    GraphQLObjectType root =
        switch (operation.getOperation()) {
          case QUERY -> schema.types().getQueryType();
          case MUTATION -> schema.types().getMutationType();
          case SUBSCRIPTION -> schema.types().getSubscriptionType();
        };
    if (root == null) {
      throw new NotCovered("no such root");
    }
    MergedSelectionSet selected =
        collector.collectFields(parameters(root), operation.getSelectionSet());
    return selection(root, selected, Selected.TOP);
  }

  /** How many fields the selection has, all in all. */
  int fields() {
    return fields;
  }

  private Selection selection(GraphQLObjectType type, MergedSelectionSet selected, Selected at) {
    Selection selection = new Selection(type.getName());
    List<PlannedField> planned = new ArrayList<>();
    for (MergedField field : selected.getSubFieldsList()) {
      if (++fields > MOST_FIELDS) {
        throw new NotCovered("too large");
      }
      planned.add(field(type, field, at.below(field.getResultKey())));
    }
    selection.select(planned);
    return selection;
  }

  private PlannedField field(GraphQLObjectType type, MergedField field, Selected at) {
    if (field.getName().equals(TYPE_NAME)) {
      String name = type.getName();
      return PlannedField.of(
          field.getSingleField(),
          new Step.Ask((_, _) -> name),
          new Shape.Text(true, Scalars.GraphQLString.getName()),
          List.of(),
          at);
    }
    if (field.getName().startsWith("__")) {
      throw new NotCovered("introspection");
    }
    GraphQLFieldDefinition definition = type.getFieldDefinition(field.getName());
    Step step = schema.steps().get(type.getName() + "." + field.getName());
    if (definition == null || step == null) {
      throw new NotCovered("no step for " + field.getName());
    }
    return PlannedField.of(
        field.getSingleField(),
        step,
        shape(definition.getType(), field, at),
        definition.getArguments(),
        at);
  }

  private Shape shape(GraphQLType type, MergedField field, Selected at) {
    boolean isRequired = type instanceof GraphQLNonNull;
    GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
    String name = GraphQLTypeUtil.simplePrint(nullable);
    return switch (nullable) {
      case GraphQLList list ->
          new Shape.Many(isRequired, name, shape(list.getWrappedType(), field, at));
      case GraphQLScalarType scalar -> scalar(isRequired, name, scalar);
      case GraphQLEnumType names -> new Shape.Name(isRequired, name, names);
      case GraphQLObjectType object ->
          new Shape.One(isRequired, name, selection(object, below(object, field), at));
      case GraphQLInterfaceType parent ->
          any(
              isRequired,
              parent,
              Objects.requireNonNull(schema.types().getImplementations(parent)),
              field,
              at);
      case GraphQLUnionType union ->
          any(
              isRequired,
              union,
              union.getTypes().stream().map(member -> (GraphQLObjectType) member).toList(),
              field,
              at);
      default -> throw new NotCovered("type " + name);
    };
  }

  private static Shape scalar(boolean isRequired, String name, GraphQLScalarType scalar) {
    boolean isText =
        name.equals(Scalars.GraphQLString.getName()) || name.equals(Scalars.GraphQLID.getName());
    return isText
        ? new Shape.Text(isRequired, name)
        : new Shape.Scalar(isRequired, name, scalar.getCoercing());
  }

  private Shape any(
      boolean isRequired,
      GraphQLNamedOutputType type,
      List<GraphQLObjectType> members,
      MergedField field,
      Selected at) {
    Map<String, Selection> byName = new HashMap<>();
    for (GraphQLObjectType member : members) {
      byName.put(member.getName(), selection(member, below(member, field), at));
    }
    return new Shape.Any(
        isRequired,
        type.getName(),
        value -> chosen(type, schema.members().typeOf(type, value), byName));
  }

  private static Selection chosen(
      GraphQLNamedOutputType type, @Nullable String name, Map<String, Selection> byName) {
    Selection selection = name == null ? null : byName.get(name);
    if (selection == null) {
      throw new IllegalStateException("no type of %s for a value".formatted(type.getName()));
    }
    return selection;
  }

  private MergedSelectionSet below(GraphQLObjectType type, MergedField field) {
    return collector.collectFields(parameters(type), field);
  }

  private FieldCollectorParameters parameters(GraphQLObjectType type) {
    return FieldCollectorParameters.newParameters()
        .schema(schema.types())
        .objectType(type)
        .fragments(fragments)
        .variables(conditions)
        .graphQLContext(GraphQLContext.getDefault())
        .build();
  }
}
