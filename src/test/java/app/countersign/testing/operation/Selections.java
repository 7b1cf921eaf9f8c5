package app.countersign.testing.operation;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is selected, so that fields of one name always fit together. */
final class Selections {
  private static final List<String> SCHEMA_QUESTIONS =
      List.of(
          "__schema { queryType { name } mutationType { name } directives { name locations } }",
          "__type(name: \"Query\") { name kind fields(includeDeprecated: true) { name } }",
          "__type(name: \"NoSuchType\") { name }",
          "__schema { types { name kind } }");
  private static final String TYPE_NAME = "__typename";

  /** More things than this are not asked for, page in page. */
  private static final int MOST_THINGS = 250;

  private final GraphQLSchema schema;
  private final Draft draft;
  private final Values values;

  Selections(GraphQLSchema schema, Draft draft) {
    this.schema = schema;
    this.draft = draft;
    this.values = new Values(draft);
  }

  /** What a place in the answer holds by now. */
  private static final class Scope {
    private final Map<String, Use> uses = new HashMap<>();
    private final List<Draft.Fragment> fragments = new ArrayList<>();
    private boolean isClosed;
  }

  /** A field as it was asked for under its name in the answer. */
  private record Use(String parent, String field, String type, String arguments, Scope below) {}

  /** Where a selection stands: at most so deep below, for each of so many things. */
  private record Place(GraphQLCompositeType type, Scope scope, int depth, int things) {
    Place as(GraphQLCompositeType narrowed) {
      return new Place(narrowed, scope, depth - 1, things);
    }
  }

  /** The selection of a query with this field and perhaps others. */
  String query(GraphQLFieldDefinition first) {
    Place place = new Place(schema.getQueryType(), new Scope(), draft.options().depth(), 1);
    StringBuilder text = new StringBuilder("{").append(draft.gap());
    text.append(field(place, first));
    if (draft.random().nextDouble() < draft.options().introspection()) {
      text.append(draft.gap()).append(draft.pick(SCHEMA_QUESTIONS));
    }
    for (int more = draft.random().nextInt(4) - 1; more > 0; more--) {
      text.append(draft.gap()).append(selection(place));
    }
    return text.append(draft.gap()).append("}").toString();
  }

  /** The selection of a mutation with this field and some others. */
  String mutation(GraphQLFieldDefinition first, int more, List<GraphQLFieldDefinition> others) {
    Place place =
        new Place(
            java.util.Objects.requireNonNull(schema.getMutationType()),
            new Scope(),
            draft.options().depth(),
            1);
    StringBuilder text = new StringBuilder("{ ").append(field(place, first));
    for (int i = 0; i < more && draft.chance(40); i++) {
      text.append(draft.gap()).append(field(place, draft.pick(others)));
    }
    return text.append(" }").toString();
  }

  /** The selection of a subscription. */
  String only(GraphQLFieldDefinition field) {
    Place place =
        new Place(
            java.util.Objects.requireNonNull(schema.getSubscriptionType()),
            new Scope(),
            draft.options().depth(),
            1);
    return "{ " + plain(place, field, null) + " }";
  }

  private String selections(Place place) {
    if (place.scope().uses.isEmpty() && place.scope().fragments.isEmpty() && draft.chance(15)) {
      Draft.Fragment known = draft.fragment(name(place.type()));
      if (known != null) {
        place.scope().isClosed = true;
        return "{ ..." + known.name() + " }";
      }
    }
    StringBuilder text = new StringBuilder("{").append(draft.gap());
    int wanted = draft.isFull() ? 1 : 1 + draft.random().nextInt(5);
    for (int i = 0; i < wanted; i++) {
      text.append(selection(place)).append(draft.gap());
    }
    return text.append("}").toString();
  }

  private String selection(Place place) {
    boolean isAbstract = !(place.type() instanceof GraphQLObjectType);
    int kind = draft.random().nextInt(isAbstract ? 50 : 100);
    if (kind < 5) {
      return TYPE_NAME + draft.directives(values::flag);
    }
    boolean isDeepEnough = place.depth() > 1 && !draft.isFull();
    if (isDeepEnough && kind < (isAbstract ? 35 : 13)) {
      return inline(place);
    }
    if (isDeepEnough && kind < (isAbstract ? 45 : 20)) {
      return named(place);
    }
    GraphQLFieldDefinition field = anyField(place);
    return field == null ? TYPE_NAME : field(place, field);
  }

  private @Nullable GraphQLFieldDefinition anyField(Place place) {
    if (!(place.type() instanceof GraphQLFieldsContainer type)) {
      return null;
    }
    List<GraphQLFieldDefinition> candidates =
        type.getFieldDefinitions().stream()
            .filter(field -> place.depth() > 0 || isLeaf(field))
            .filter(field -> !draft.options().without().contains(field.getName()))
            .toList();
    return candidates.isEmpty() ? null : draft.pick(candidates);
  }

  private String inline(Place place) {
    GraphQLCompositeType type = narrowed(place.type());
    String condition = type == place.type() && draft.chance(40) ? "" : " on " + name(type);
    return "..." + condition + draft.directives(values::flag) + " " + selections(open(place, type));
  }

  private String named(Place place) {
    List<Draft.Fragment> known =
        place.scope().fragments.stream()
            .filter(fragment -> fragment.type().equals(name(place.type())))
            .toList();
    if (!known.isEmpty() && draft.chance(30)) {
      return "..." + draft.pick(known).name() + draft.directives(values::flag);
    }
    GraphQLCompositeType type = draft.chance(50) ? place.type() : narrowed(place.type());
    String name = draft.name("F");
    String text = "fragment " + name + " on " + name(type) + " " + selections(open(place, type));
    Draft.Fragment fragment = new Draft.Fragment(name, name(type), text);
    draft.add(fragment);
    place.scope().fragments.add(fragment);
    return "..." + name + draft.directives(values::flag);
  }

  /** The same place as another type; never empty, so that no fragment closes it. */
  private Place open(Place place, GraphQLCompositeType type) {
    place.scope().uses.putIfAbsent(TYPE_NAME, new Use("", TYPE_NAME, "String!", "", new Scope()));
    return place.as(type);
  }

  private GraphQLCompositeType narrowed(GraphQLCompositeType type) {
    return switch (type) {
      case GraphQLInterfaceType wide -> draft.pick(schema.getImplementations(wide));
      case GraphQLUnionType wide -> (GraphQLCompositeType) draft.pick(wide.getTypes());
      case GraphQLObjectType object when !object.getInterfaces().isEmpty() && draft.chance(30) ->
          (GraphQLCompositeType) object.getInterfaces().getFirst();
      default -> type;
    };
  }

  private String field(Place place, GraphQLFieldDefinition field) {
    if (!draft.takeField() && place.depth() < draft.options().depth()) {
      return TYPE_NAME;
    }
    String key = field.getName();
    String alias = draft.chance(8) ? draft.alias() : null;
    Use earlier = alias == null ? place.scope().uses.get(key) : null;
    if (earlier != null && isSame(earlier, place, field)) {
      return again(place, field, earlier);
    }
    if (earlier != null) {
      alias = draft.alias();
      if (alias == null) {
        return TYPE_NAME;
      }
    }
    return plain(place, field, alias);
  }

  private static boolean isSame(Use earlier, Place place, GraphQLFieldDefinition field) {
    return earlier.field().equals(field.getName())
        && earlier.type().equals(type(field))
        && !earlier.below().isClosed
        && (field.getArguments().isEmpty() || earlier.parent().equals(name(place.type())));
  }

  private String again(Place place, GraphQLFieldDefinition field, Use earlier) {
    String text = field.getName() + earlier.arguments() + draft.directives(values::flag);
    return isLeaf(field)
        ? text
        : text
            + " "
            + selections(new Place(below(field), earlier.below(), place.depth() - 1, MOST_THINGS));
  }

  private String plain(Place place, GraphQLFieldDefinition field, @Nullable String alias) {
    Pages.Size size = Pages.choose(field, draft, MOST_THINGS / place.things());
    String arguments = arguments(field, size);
    Scope scope = new Scope();
    place
        .scope()
        .uses
        .put(
            alias == null ? field.getName() : alias,
            new Use(name(place.type()), field.getName(), type(field), arguments, scope));
    String directives =
        place.type() == schema.getSubscriptionType() ? "" : draft.directives(values::flag);
    String text = (alias == null ? "" : alias + ": ") + field.getName() + arguments + directives;
    int things = Math.min(MOST_THINGS, place.things() * size.things());
    return isLeaf(field)
        ? text
        : text + " " + selections(new Place(below(field), scope, place.depth() - 1, things));
  }

  private String arguments(GraphQLFieldDefinition field, Pages.Size size) {
    List<String> written = new ArrayList<>();
    for (GraphQLArgument argument : field.getArguments()) {
      String value =
          size.arguments().containsKey(argument.getName())
              ? values.page(size.arguments().get(argument.getName()))
              : Pages.NAMES.contains(argument.getName()) ? null : values.argument(argument);
      if (value != null) {
        written.add(argument.getName() + ":" + draft.gap() + value);
      }
    }
    return written.isEmpty() ? "" : "(" + String.join(draft.gap(), written) + ")";
  }

  private static GraphQLCompositeType below(GraphQLFieldDefinition field) {
    return (GraphQLCompositeType) GraphQLTypeUtil.unwrapAll(field.getType());
  }

  private static boolean isLeaf(GraphQLFieldDefinition field) {
    return GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType()));
  }

  private static String type(GraphQLFieldDefinition field) {
    return GraphQLTypeUtil.simplePrint(field.getType());
  }

  private static String name(GraphQLCompositeType type) {
    return ((GraphQLNamedOutputType) type).getName();
  }
}
