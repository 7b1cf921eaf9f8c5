package app.countersign.platform.graphql;

import app.countersign.platform.db.PageRequest;
import graphql.language.Argument;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.InputValueWithState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out what the operations of a document amount to, before the document is validated: what it
 * does not know it counts as one plain field. Each fragment is read once, however often it is
 * spread.
 */
final class DocumentReader {
  private static final Set<String> SCHEMA_FIELDS = Set.of("__schema", "__type");
  private static final Set<String> PAGE_FIELDS = Set.of("edges", "nodes");
  private static final int MAX_LIST = 1_000;

  private final GraphQLSchema schema;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Map<String, SelectionFacts> known = new HashMap<>();
  private final Map<String, Integer> defaults = new HashMap<>();
  private int sharedCosts;

  /** Where a selection stands: its type if known, the page it is in, and whether in the schema. */
  private record Place(
      @Nullable GraphQLFieldsContainer type, Cost.@Nullable PageSize page, boolean isSchema) {}

  DocumentReader(GraphQLSchema schema, Document document) {
    this.schema = schema;
    for (Definition<?> definition : document.getDefinitions()) {
      if (definition instanceof FragmentDefinition fragment) {
        fragments.putIfAbsent(fragment.getName(), fragment);
      }
    }
  }

  /** The facts of one operation; fragments are read anew, as page sizes may be defaulted by it. */
  SelectionFacts read(OperationDefinition operation) {
    known.clear();
    sharedCosts = 0;
    defaults.clear();
    for (VariableDefinition variable : operation.getVariableDefinitions()) {
      if (variable.getDefaultValue() instanceof IntValue number) {
        defaults.put(variable.getName(), clamp(number));
      }
    }
    SelectionFacts selected =
        selections(operation.getSelectionSet(), new Place(rootType(operation), null, false));
    return selected.beside(directives(operation.getDirectives().size())).withCost(selected.cost());
  }

  private @Nullable GraphQLFieldsContainer rootType(OperationDefinition operation) {
    return switch (operation.getOperation()) {
      case QUERY -> schema.getQueryType();
      case MUTATION -> schema.getMutationType();
      case SUBSCRIPTION -> schema.getSubscriptionType();
    };
  }

  private SelectionFacts selections(@Nullable SelectionSet set, Place place) {
    if (set == null) {
      return SelectionFacts.NOTHING;
    }
    SelectionFacts facts = SelectionFacts.NOTHING;
    List<Cost> costs = new ArrayList<>();
    for (Selection<?> selection : set.getSelections()) {
      SelectionFacts one = selection(selection, place);
      facts = facts.beside(one);
      costs.add(one.cost());
    }
    return facts.withCost(Cost.sum(costs));
  }

  private SelectionFacts selection(Selection<?> selection, Place place) {
    return switch (selection) {
      case Field field -> field(field, place);
      case InlineFragment inline -> {
        SelectionFacts inner =
            selections(inline.getSelectionSet(), narrowed(place, inline.getTypeCondition()));
        yield inner.beside(directives(inline.getDirectives().size())).withCost(inner.cost());
      }
      case FragmentSpread spread -> {
        SelectionFacts inner = fragment(spread.getName(), place);
        yield inner.beside(directives(spread.getDirectives().size())).withCost(inner.cost());
      }
      default -> SelectionFacts.NOTHING;
    };
  }

  /**
   * A fragment on a page type costs differently by the page's size, so it is known by that too; one
   * that spreads itself counts nothing, for validation refuses it.
   */
  private SelectionFacts fragment(String name, Place place) {
    FragmentDefinition fragment = fragments.get(name);
    if (fragment == null) {
      return SelectionFacts.NOTHING;
    }
    String key = name + (place.isSchema() ? "!" : "") + (place.page() == null ? "" : place.page());
    SelectionFacts earlier = known.get(key);
    if (earlier != null) {
      return earlier;
    }
    known.put(key, SelectionFacts.NOTHING);
    SelectionFacts inner =
        selections(fragment.getSelectionSet(), narrowed(place, fragment.getTypeCondition()));
    SelectionFacts facts =
        inner.withCost(
            inner.cost() instanceof Cost.Fixed
                ? inner.cost()
                : new Cost.Shared(sharedCosts++, inner.cost()));
    known.put(key, facts);
    return facts;
  }

  /** How many slots {@link Cost.Shared} needs, after reading an operation. */
  int sharedCosts() {
    return sharedCosts;
  }

  private SelectionFacts field(Field field, Place place) {
    boolean isSchema = place.isSchema() || SCHEMA_FIELDS.contains(field.getName());
    GraphQLFieldDefinition definition = isSchema ? null : definition(place.type(), field);
    GraphQLFieldsContainer type = definition == null ? null : container(definition);
    Cost.PageSize page =
        definition != null && type != null && type.getName().endsWith("Connection")
            ? pageSize(field, definition)
            : null;
    SelectionFacts below = selections(field.getSelectionSet(), new Place(type, page, isSchema));
    return new SelectionFacts(
        isSchema ? 0 : below.depth() + 1,
        1,
        SelectionFacts.plus(below.aliases(), field.getAlias() == null ? 0 : 1),
        SelectionFacts.plus(below.directives(), field.getDirectives().size()),
        isSchema || below.introspects(),
        isSchema ? below.introspectionDepth() + 1 : below.introspectionDepth(),
        SelectionFacts.plus(below.introspectionFields(), isSchema ? 1 : 0),
        isSchema ? Cost.NONE : cost(field, place, definition, below.cost()));
  }

  private Cost cost(
      Field field, Place place, @Nullable GraphQLFieldDefinition definition, Cost content) {
    Cost times = content;
    if (place.page() != null && PAGE_FIELDS.contains(field.getName())) {
      times = Cost.times(place.page(), content);
    } else if (definition != null && definition.getArgument("ids") != null) {
      times = Cost.times(listSize(field), content);
    }
    return Cost.sum(List.of(new Cost.Fixed(1), times));
  }

  private Cost.PageSize listSize(Field field) {
    return switch (argument(field, "ids")) {
      case graphql.language.ArrayValue list ->
          Cost.PageSize.exactly(list.getValues().size(), MAX_LIST);
      case VariableReference variable ->
          new Cost.PageSize(null, null, variable.getName(), Map.of(), 1, MAX_LIST);
      case null, default -> Cost.PageSize.exactly(1, MAX_LIST);
    };
  }

  private Cost.PageSize pageSize(Field field, GraphQLFieldDefinition definition) {
    Value<?> last = argument(field, "last");
    if (last instanceof IntValue number) {
      return Cost.PageSize.exactly(clamp(number), PageRequest.MAX_SIZE);
    }
    Value<?> first = argument(field, "first");
    int otherwise = first instanceof IntValue number ? clamp(number) : defaultFirst(definition);
    return new Cost.PageSize(
        first instanceof VariableReference variable ? variable.getName() : null,
        last instanceof VariableReference variable ? variable.getName() : null,
        null,
        Map.copyOf(defaults),
        otherwise,
        PageRequest.MAX_SIZE);
  }

  private static int defaultFirst(GraphQLFieldDefinition definition) {
    GraphQLArgument first = definition.getArgument("first");
    if (first != null) {
      InputValueWithState value = first.getArgumentDefaultValue();
      if (value.getValue() instanceof IntValue number) {
        return clamp(number);
      }
    }
    return PageRequest.DEFAULT_SIZE;
  }

  private static int clamp(IntValue number) {
    return Math.clamp(number.getValue().longValue(), 0, MAX_LIST);
  }

  private static @Nullable Value<?> argument(Field field, String name) {
    for (Argument argument : field.getArguments()) {
      if (argument.getName().equals(name)) {
        return argument.getValue();
      }
    }
    return null;
  }

  private static @Nullable GraphQLFieldDefinition definition(
      @Nullable GraphQLFieldsContainer type, Field field) {
    return type == null ? null : type.getFieldDefinition(field.getName());
  }

  private static @Nullable GraphQLFieldsContainer container(GraphQLFieldDefinition definition) {
    return GraphQLTypeUtil.unwrapAll(definition.getType()) instanceof GraphQLFieldsContainer type
        ? type
        : null;
  }

  private Place narrowed(Place place, @Nullable TypeName condition) {
    if (condition == null || place.isSchema()) {
      return place;
    }
    return schema.getType(condition.getName()) instanceof GraphQLFieldsContainer type
        ? new Place(type, place.page(), false)
        : place;
  }

  private static SelectionFacts directives(int count) {
    return new SelectionFacts(0, 0, 0, count, false, 0, 0, Cost.NONE);
  }
}
