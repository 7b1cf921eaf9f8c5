package app.countersign.testing.operation;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** For any field of a schema: an operation that asks for it with the least that it demands. */
public final class Samples {
  private static final String NO_OBJECT = "idempotencyKey";
  private static final int DEEPEST = 6;

  private Samples() {}

  /**
   * Where an argument takes the id of something.
   *
   * @param path from the argument's name through the fields of its input; lists do not count
   */
  public record Place(List<String> path) {
    public Place {
      path = List.copyOf(path);
    }

    /** The name of the last field: {@code recommendationId}. */
    public String name() {
      return path.getLast();
    }

    private boolean leadsTo(List<String> here) {
      return path.size() >= here.size() && path.subList(0, here.size()).equals(here);
    }

    @Override
    public String toString() {
      return String.join(".", path);
    }
  }

  /** Every place of a field, those that may be left out as well. */
  public static List<Place> places(GraphQLFieldDefinition field) {
    List<Place> found = new ArrayList<>();
    for (GraphQLArgument argument : field.getArguments()) {
      places(argument.getType(), List.of(argument.getName()), found);
    }
    return found;
  }

  private static void places(GraphQLInputType type, List<String> path, List<Place> found) {
    GraphQLType plain = GraphQLTypeUtil.unwrapAll(type);
    if (plain instanceof GraphQLInputObjectType input && path.size() < DEEPEST) {
      for (GraphQLInputObjectField field : input.getFields()) {
        places(field.getType(), with(path, field.getName()), found);
      }
    } else if (GraphQLTypeUtil.simplePrint(plain).equals("ID")
        && !path.getLast().equals(NO_OBJECT)) {
      found.add(new Place(path));
    }
  }

  /**
   * The arguments of a field, parentheses included: what is demanded, and the way to the place.
   *
   * @param place where an id is wanted; one of {@link #places}, or an empty path
   * @param ids the id for each place, by its path with dots
   */
  public static String arguments(
      GraphQLFieldDefinition field, Place place, UnaryOperator<String> ids) {
    String written =
        field.getArguments().stream()
            .filter(argument -> isDemanded(argument) || place.leadsTo(List.of(argument.getName())))
            .map(
                argument ->
                    argument.getName()
                        + ": "
                        + Literals.write(
                            value(argument.getType(), List.of(argument.getName()), place, ids)))
            .collect(Collectors.joining(", "));
    return written.isEmpty() ? "" : "(" + written + ")";
  }

  private static boolean isDemanded(GraphQLArgument argument) {
    return argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue();
  }

  private static Object value(
      GraphQLInputType type, List<String> path, Place place, UnaryOperator<String> ids) {
    GraphQLType plain = GraphQLTypeUtil.unwrapNonNull(type);
    if (plain instanceof GraphQLList list) {
      return List.of(value((GraphQLInputType) list.getWrappedType(), path, place, ids));
    }
    if (plain instanceof GraphQLEnumType values) {
      return new Literals.Name(values.getValues().getFirst().getName());
    }
    if (plain instanceof GraphQLInputObjectType input) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (GraphQLInputObjectField field : needed(input, path, place)) {
        List<String> inner = with(path, field.getName());
        fields.put(field.getName(), value(field.getType(), inner, place, ids));
      }
      return fields;
    }
    return scalar(((GraphQLNamedType) plain).getName(), path, ids);
  }

  private static List<GraphQLInputObjectField> needed(
      GraphQLInputObjectType input, List<String> path, Place place) {
    List<GraphQLInputObjectField> onTheWay =
        input.getFields().stream()
            .filter(field -> place.leadsTo(with(path, field.getName())))
            .toList();
    if (input.isOneOf()) {
      return onTheWay.isEmpty() ? List.of(input.getFields().getFirst()) : onTheWay;
    }
    return input.getFields().stream()
        .filter(
            field ->
                field.getType() instanceof GraphQLNonNull && !field.hasSetDefaultValue()
                    || onTheWay.contains(field))
        .toList();
  }

  private static Object scalar(String type, List<String> path, UnaryOperator<String> ids) {
    return switch (type) {
      case "ID" -> ids.apply(String.join(".", path));
      case "Boolean" -> true;
      case "Int", "NonNegativeInt" -> 1;
      case "Float" -> 0.5;
      case "Decimal" -> "1.00";
      case "DateTime" -> "2026-01-01T00:00:00Z";
      case "Date" -> "2026-01-01";
      default -> "a text that is long enough";
    };
  }

  /**
   * Everything that can be selected so deep without arguments, behind a space; nothing of a leaf.
   */
  public static String selection(GraphQLOutputType type, int depth) {
    GraphQLType plain = GraphQLTypeUtil.unwrapAll(type);
    return switch (plain) {
      case GraphQLInterfaceType _ -> " { __typename id }";
      case GraphQLUnionType _ -> " { __typename }";
      case GraphQLObjectType object ->
          object.getFieldDefinitions().stream()
              .filter(field -> !field.getName().equals("edges"))
              .filter(field -> field.getArguments().stream().noneMatch(Samples::isDemanded))
              .filter(field -> depth > 1 || GraphQLTypeUtil.isLeaf(bare(field)))
              .map(field -> field.getName() + selection(field.getType(), depth - 1))
              .collect(Collectors.joining(" ", " { __typename ", " }"));
      default -> "";
    };
  }

  private static GraphQLType bare(GraphQLFieldDefinition field) {
    return GraphQLTypeUtil.unwrapAll(field.getType());
  }

  private static List<String> with(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
