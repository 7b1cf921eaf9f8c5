package app.countersign.testing.operation;

import app.countersign.testing.operation.Literals.Name;
import app.countersign.testing.operation.Literals.Reference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedInputType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for arguments and input fields, written down or brought by variables. */
final class Values {
  private static final int DEEPEST = 5;

  private final Draft draft;
  private final Texts texts;

  Values(Draft draft) {
    this.draft = draft;
    this.texts = new Texts(draft);
  }

  /** A place for a value. */
  private record Place(String name, GraphQLInputType type, int depth, boolean mayRefer) {
    Place at(String inner, GraphQLInputType innerType) {
      return new Place(inner, innerType, depth + 1, mayRefer);
    }

    boolean isRequired() {
      return type instanceof GraphQLNonNull;
    }
  }

  /** What is written for an argument; null when it is left out. */
  @Nullable String argument(GraphQLArgument argument) {
    boolean isNeeded =
        argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue();
    return isNeeded || draft.chance(40)
        ? Literals.write(value(new Place(argument.getName(), argument.getType(), 0, true)))
        : null;
  }

  /** What is written for an argument of a page: the value, or a variable that has it. */
  String page(Object value) {
    if (!draft.chance(25) || !draft.hasRoomForVariables()) {
      return Literals.write(value);
    }
    String type = value instanceof Integer ? "Int" : "String";
    if (draft.chance(30)) {
      return "$" + draft.declare(type, Literals.write(value));
    }
    String name = draft.declare(draft.chance(50) ? type : type + "!", null);
    draft.give(name, value);
    return "$" + name;
  }

  /** A condition: written down or a variable. */
  String flag() {
    return Literals.write(
        value(new Place("if", GraphQLNonNull.nonNull(graphql.Scalars.GraphQLBoolean), 0, true)));
  }

  private @Nullable Object value(Place place) {
    if (place.mayRefer() && draft.hasRoomForVariables() && draft.chance(30)) {
      return variable(place);
    }
    if (!place.isRequired() && draft.chance(6)) {
      return null;
    }
    return present(place);
  }

  private Reference variable(Place place) {
    String type = GraphQLTypeUtil.simplePrint(place.type());
    String known = draft.chance(30) ? draft.known(type) : null;
    if (known != null) {
      return new Reference(known);
    }
    Place brought = new Place(place.name(), place.type(), place.depth(), false);
    return place.isRequired() ? required(brought, type) : optional(brought, type);
  }

  private Reference required(Place place, String type) {
    if (draft.chance(20)) {
      String nullable = type.substring(0, type.length() - 1);
      String name = draft.declare(nullable, Literals.write(present(place)));
      if (draft.chance(50)) {
        draft.give(name, Literals.plain(present(place)));
      }
      return new Reference(name);
    }
    String name = draft.declare(type, null);
    draft.give(name, Literals.plain(present(place)));
    return new Reference(name);
  }

  private Reference optional(Place place, String type) {
    boolean isStrict = draft.chance(20);
    boolean hasDefault = draft.chance(20);
    String name =
        draft.declare(
            isStrict ? type + "!" : type, hasDefault ? Literals.write(present(place)) : null);
    if (isStrict && !hasDefault || draft.chance(70)) {
      boolean isNull = !isStrict && draft.chance(10);
      draft.give(name, isNull ? null : Literals.plain(present(place)));
    }
    return new Reference(name);
  }

  /** A value that is not null. */
  private Object present(Place place) {
    return switch (GraphQLTypeUtil.unwrapNonNull(place.type())) {
      case GraphQLList list -> list(place, (GraphQLInputType) list.getWrappedType());
      case GraphQLEnumType type -> new Name(draft.pick(type.getValues()).getName());
      case GraphQLInputObjectType type -> type.isOneOf() ? oneOf(place, type) : object(place, type);
      case GraphQLNamedInputType type -> texts.scalar(type.getName(), place.name());
      default -> throw new IllegalStateException(place.toString());
    };
  }

  private Object list(Place place, GraphQLInputType item) {
    if (draft.chance(5) && !(GraphQLTypeUtil.unwrapNonNull(item) instanceof GraphQLList)) {
      return present(place.at(place.name(), item));
    }
    List<@Nullable Object> items = new ArrayList<>();
    int least = place.isRequired() ? 1 : 0;
    for (int size = least + draft.random().nextInt(3); size > 0; size--) {
      items.add(value(place.at(place.name(), item)));
    }
    return items;
  }

  private Object oneOf(Place place, GraphQLInputObjectType type) {
    GraphQLInputObjectField field = draft.pick(type.getFields());
    GraphQLInputType demanded =
        field.getType() instanceof GraphQLNonNull
            ? field.getType()
            : GraphQLNonNull.nonNull(field.getType());
    Place inner = place.at(field.getName(), demanded);
    if (!place.mayRefer() || !draft.hasRoomForVariables() || !draft.chance(20)) {
      return Map.of(field.getName(), present(inner));
    }
    String name = draft.declare(GraphQLTypeUtil.simplePrint(demanded), null);
    draft.give(
        name, Literals.plain(present(new Place(field.getName(), demanded, inner.depth(), false))));
    return Map.of(field.getName(), new Reference(name));
  }

  private Object object(Place place, GraphQLInputObjectType type) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (GraphQLInputObjectField field : type.getFields()) {
      boolean isNeeded = field.getType() instanceof GraphQLNonNull && !field.hasSetDefaultValue();
      if (isNeeded || place.depth() < DEEPEST && draft.chance(30)) {
        fields.put(field.getName(), value(place.at(field.getName(), field.getType())));
      }
    }
    return fields;
  }
}
