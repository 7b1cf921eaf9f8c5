package app.countersign.survive;

import app.countersign.platform.access.Role;
import app.countersign.survive.World.Visitor;
import app.countersign.testing.operation.Samples;
import app.countersign.testing.operation.Samples.Place;
import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who asks for what of whose: every root field of the schema, for everybody, at every place. */
final class Matrix {
  /** Names nothing. */
  static final String ABSENT = "01a00000-0000-7000-8000-000000000000";

  private static final String ANY = "";
  private static final Place NOWHERE = new Place(List.of());

  /** What an id of this name is the id of, where it does not say so itself. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("recommendationIds", "Recommendation"),
          Map.entry("userIds", "User"),
          Map.entry("transitionId", "PersonaTransition"),
          Map.entry("conversationId", "ContractConversation"),
          Map.entry("subjectId", "Recommendation"),
          Map.entry("flaggedBy", "Operator"),
          Map.entry("personId", "Member"),
          Map.entry("memberId", "Member"),
          Map.entry("memberIds", "Member"),
          Map.entry("payerId", "Member"),
          Map.entry("debtorId", "Member"),
          Map.entry("creditorId", "Member"),
          Map.entry("bankTransactionId", "BankTransaction"),
          Map.entry("accountId", "Account"),
          Map.entry("productId", "CardProduct"));

  private final World world;
  private final GraphQLSchema schema;

  Matrix(World world, GraphQLSchema schema) {
    this.world = world;
    this.schema = schema;
  }

  /** A field of a root. */
  record Operation(String kind, GraphQLFieldDefinition field) {
    String name() {
      return field.getName();
    }

    boolean isMutation() {
      return kind.equals("mutation");
    }

    boolean isSubscription() {
      return kind.equals("subscription");
    }

    /** What the schema says of the role; null where it says nothing. */
    @Nullable GraphQLAppliedDirective requires() {
      return field.getAppliedDirective("requires");
    }

    boolean isFor(@Nullable Role role) {
      GraphQLAppliedDirective requires = requires();
      if (requires == null) {
        return true;
      }
      Role least = Role.valueOf(String.valueOf((Object) requires.getArgument("role").getValue()));
      boolean isForCustomers = Boolean.TRUE.equals(requires.getArgument("customers").getValue());
      return role != null && (role.includes(least) || role == Role.CUSTOMER && isForCustomers);
    }

    @Override
    public String toString() {
      return kind + " " + name();
    }
  }

  /** Whose the thing is that is named. */
  enum Whose {
    /** Nothing is named. */
    NOBODYS,
    OWN,
    OTHERS,
    ABSENT
  }

  /**
   * One cell.
   *
   * @param type of what is named; empty where nothing is
   * @param id what is named
   * @param document that asks
   */
  record Cell(
      Operation operation,
      Visitor visitor,
      Place place,
      String type,
      Whose whose,
      String id,
      String document) {
    boolean isAllowed() {
      return operation.isFor(visitor.role());
    }

    @Override
    public String toString() {
      return "%s as %s%s"
          .formatted(
              operation,
              visitor,
              place.path().isEmpty() ? "" : " with %s %s at %s".formatted(whose, type, place));
    }
  }

  List<Operation> operations() {
    return Stream.of(
            operations("query", schema.getQueryType()),
            operations("mutation", schema.getMutationType()),
            operations("subscription", schema.getSubscriptionType()))
        .flatMap(all -> all)
        .toList();
  }

  private static Stream<Operation> operations(String kind, @Nullable GraphQLObjectType root) {
    return Objects.requireNonNull(root).getFieldDefinitions().stream()
        .map(field -> new Operation(kind, field));
  }

  /** Fields that are guarded below the roots, which no cell asks for. */
  List<String> guardedBelow() {
    List<GraphQLObjectType> roots =
        List.of(
            schema.getQueryType(),
            Objects.requireNonNull(schema.getMutationType()),
            Objects.requireNonNull(schema.getSubscriptionType()));
    return schema.getAllTypesAsList().stream()
        .filter(type -> type instanceof GraphQLObjectType && !roots.contains(type))
        .map(type -> (GraphQLObjectType) type)
        .flatMap(
            type ->
                type.getFieldDefinitions().stream()
                    .filter(field -> field.hasAppliedDirective("requires"))
                    .map(field -> type.getName() + "." + field.getName()))
        .toList();
  }

  /** The cells of an operation for a visitor: first nobody's, or own, others' and absent. */
  List<Cell> cells(Operation operation, Visitor visitor) {
    List<Place> places = Samples.places(operation.field());
    if (places.isEmpty()) {
      return List.of(cell(operation, visitor, NOWHERE, ANY, Whose.NOBODYS, ABSENT));
    }
    List<Cell> cells = new ArrayList<>();
    for (Place place : places) {
      for (String type : types(operation, place)) {
        String own = own(visitor, type);
        String others = others(visitor, type);
        if (own != null) {
          cells.add(cell(operation, visitor, place, type, Whose.OWN, own));
        }
        if (others != null) {
          cells.add(cell(operation, visitor, place, type, Whose.OTHERS, others));
        }
        cells.add(cell(operation, visitor, place, type, Whose.ABSENT, ABSENT));
      }
    }
    return cells;
  }

  private Cell cell(
      Operation operation, Visitor visitor, Place place, String type, Whose whose, String id) {
    String arguments =
        Samples.arguments(
            operation.field(),
            place,
            path -> path.equals(place.toString()) ? id : beside(operation, visitor, path));
    String document =
        "%s { %s%s%s }"
            .formatted(
                operation.kind(),
                operation.name(),
                arguments,
                Samples.selection(operation.field().getType(), 3));
    return new Cell(operation, visitor, place, type, whose, id, document);
  }

  /** What stands at another place that is demanded as well: something that would do. */
  private String beside(Operation operation, Visitor visitor, String path) {
    Place place = new Place(List.of(path.split("\\.")));
    String own = own(visitor, types(operation, place).getFirst());
    return own == null ? ABSENT : own;
  }

  private @Nullable String own(Visitor visitor, String type) {
    String own = visitor.own().get(type);
    return own == null && visitor.role() != null && visitor.role() != Role.CUSTOMER
        ? world.shared().get(type)
        : own;
  }

  private @Nullable String others(Visitor visitor, String type) {
    String others = visitor.others().get(type);
    if (others != null || own(visitor, type) != null) {
      return others;
    }
    String shared = world.shared().get(type);
    return shared != null
        ? shared
        : world.visitors().stream()
            .map(one -> one.own().get(type))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  /** Of which types a thing named at the place may be. */
  private List<String> types(Operation operation, Place place) {
    String name = place.name();
    if (name.equals("id") || name.equals("ids")) {
      GraphQLNamedType type = GraphQLTypeUtil.unwrapAll(operation.field().getType());
      return type.getName().equals("Node")
          ? everyNode()
          : List.of(place.toString().contains("invitation") ? "Invitation" : type.getName());
    }
    if (name.equals("messageId")) {
      return List.of(operation.isSubscription() ? "ContractMessage" : "Answer");
    }
    String known = KINDS.get(name);
    String byName = Character.toUpperCase(name.charAt(0)) + name.substring(1).replaceAll("Id$", "");
    return List.of(known == null ? byName : known);
  }

  private List<String> everyNode() {
    TreeSet<String> names = new TreeSet<>();
    schema
        .getImplementations(
            (graphql.schema.GraphQLInterfaceType) Objects.requireNonNull(schema.getType("Node")))
        .forEach(type -> names.add(type.getName()));
    return List.copyOf(names);
  }
}
