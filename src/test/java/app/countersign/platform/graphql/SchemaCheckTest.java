package app.countersign.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.access.Role;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.schema.GraphQLSchema;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class SchemaCheckTest {
  private static final String ENUM = "enum Colour { RED GREEN } ";

  enum Colour {
    RED,
    BLUE
  }

  record Thing(String name, @Nullable String note, Optional<String> hint, List<Part> parts) {
    boolean isReady() {
      return true;
    }

    boolean hasParts() {
      return !parts.isEmpty();
    }

    int getSize() {
      return 3;
    }
  }

  record Part(String label) {}

  record Painted(Colour colour, List<@Nullable String> words) {}

  record Input(String text, int count) {}

  record Payload(@Nullable Thing thing) {}

  @Test
  void whatFitsIsAccepted() {
    List<String> problems =
        problems(
            "type Query { thing: Thing! } type Thing { name: String! note: String hint: String"
                + " parts: [Part!]! ready: Boolean! size: Int! } type Part { label: String! }",
            wiring -> {
              wiring.type("Thing", Thing.class);
              wiring.query("thing", call -> new Thing("a", null, Optional.empty(), List.of()));
            });

    assertThat(problems).isEmpty();
  }

  @Test
  void aFieldWithoutAnAnswerIsNamed() {
    assertThat(
            problems(
                "type Query { thing: Thing other: Int } type Thing { missing: Int } type Lonely {"
                    + " x: Int } type Mutation { go(input: X!): Thing } input X { a: Int }",
                wiring -> {
                  wiring.type("Thing", Thing.class);
                  wiring.nullableQuery("thing", call -> null);
                }))
        .containsExactlyInAnyOrder(
            "Query.other has no wiring",
            "Mutation.go has no wiring",
            "Thing.missing has neither wiring nor an accessor on Thing",
            "Lonely has no backing class: declare it with wiring.type");
  }

  @Test
  void subscriptionsAreWiredOneForOne() {
    assertThat(
            problems(
                "type Query { a: Int } type Subscription { here: Int! missing: Int! }",
                wiring -> {
                  wiring.nullableQuery("a", call -> null);
                  wiring.subscription("here", call -> new SubmissionPublisher<Integer>());
                  wiring.subscription("gone", call -> new SubmissionPublisher<Integer>());
                }))
        .containsExactlyInAnyOrder(
            "Subscription.missing has no wiring",
            "Subscription.gone is wired but not in the schema");
  }

  @Test
  void nullnessIsCompared() {
    assertThat(
            problems(
                "type Query { thing: Thing! } type Thing { note: String! hint: String! name:"
                    + " [String!]! parts: Part } type Part { label: String! }",
                wiring -> {
                  wiring.type("Thing", Thing.class);
                  wiring.nullableQuery("thing", call -> null);
                }))
        .containsExactlyInAnyOrder(
            "Query.thing is non-null in the schema but wired as nullable",
            "Thing.note is non-null in the schema but may be null in Java",
            "Thing.hint is non-null in the schema but may be null in Java",
            "Thing.name is a list in the schema but String in Java",
            "Thing.parts is no list in the schema but List in Java");
  }

  @Test
  void listsAndEnumsAreComparedInside() {
    assertThat(
            problems(
                ENUM + "type Query { p: P! } type P { colour: Colour! words: [String!]! }",
                wiring -> {
                  wiring.type("P", Painted.class);
                  wiring.query("p", call -> new Painted(Colour.RED, List.of()));
                }))
        .containsExactlyInAnyOrder(
            "P.colour has no value BLUE in enum Colour",
            "P.words is non-null in the schema but may be null in Java");
  }

  @Test
  void whatTheSchemaDoesNotHaveIsNamed() {
    assertThat(
            problems(
                "type Query { a: Int } type Thing { name: String! }",
                wiring -> {
                  wiring.nullableQuery("a", call -> 1);
                  wiring.nullableQuery("b", call -> 1);
                  wiring.type("Thing", Thing.class).field("extra", (thing, call) -> 1);
                  wiring.type("Ghost", Part.class);
                  wiring.textNodes("Thing", Thing.class, Role.ANALYST, ids -> Map.of());
                  wiring.mutation(
                      "go",
                      Input.class,
                      Payload.class,
                      (actor, input) -> new Payload(null),
                      errors -> new Payload(null));
                }))
        .containsExactlyInAnyOrder(
            "Query.b is wired but not in the schema",
            "Thing.extra is wired but not in the schema",
            "Ghost is wired but not an object type of the schema",
            "Thing is wired as a node but does not implement Node",
            "Mutation.go is wired but not in the schema");
  }

  @Test
  void membersOfAUnionHaveClassesOfTheirOwn() {
    assertThat(
            problems(
                "type Query { u: U } union U = A | B type A { label: String! } type B { label:"
                    + " String! }",
                wiring -> {
                  wiring.type("A", Part.class);
                  wiring.type("B", Part.class);
                  wiring.nullableQuery("u", call -> null);
                }))
        .containsExactly(
            "A and B of U have the same class Part, so their values cannot be told apart");
  }

  @Test
  void aUnionIsExtendedByOtherSectionsAndTellsItsMembersByTheirClasses() {
    GraphQlModule module =
        wiring -> {
          wiring.type("A", Part.class);
          wiring.type("B", Thing.class);
          wiring.query(
              "all",
              call -> List.of(new Part("a"), new Thing("b", null, Optional.empty(), List.of())));
        };
    String schema =
        "type Query { all: [U!]! } union U = A type A { label: String! } extend union U = B type B"
            + " { name: String! }";

    ExecutionResult answer =
        GraphQL.newGraphQL(built(schema, module))
            .build()
            .execute("{ all { __typename ... on A { label } ... on B { name } } }");

    assertThat(answer.getErrors()).isEmpty();
    assertThat(answer.<Object>getData())
        .isEqualTo(
            Map.of(
                "all",
                List.of(
                    Map.of("__typename", "A", "label", "a"),
                    Map.of("__typename", "B", "name", "b"))));
  }

  @Test
  void inputsAreComparedWithTheirRecords() {
    assertThat(
            problems(
                ENUM
                    + "type Query { a: Int } type Mutation { go(input: GoInput!): Payload! plain:"
                    + " Payload! } input GoInput { text: String lost: Int } type Payload { thing:"
                    + " Thing } type Thing { name: String! }",
                wiring -> {
                  wiring.nullableQuery("a", call -> 1);
                  for (String name : List.of("go", "plain")) {
                    wiring.mutation(
                        name,
                        Input.class,
                        Payload.class,
                        (actor, input) -> new Payload(null),
                        errors -> new Payload(null));
                  }
                }))
        .containsExactlyInAnyOrder(
            "Mutation.go may leave GoInput.text null, which its record does not allow",
            "Mutation.go drops GoInput.lost: record Input has no such component",
            "Mutation.go never fills Input.count: input GoInput has no such field",
            "Mutation.plain has no argument 'input'");
  }

  @Test
  void wiringTwiceIsRefused() {
    Wiring wiring = new Wiring();
    wiring.query("a", call -> 1);
    wiring.type("T", Part.class).field("x", (part, call) -> 1);

    assertThatThrownBy(() -> wiring.query("a", call -> 2)).hasMessage("query a is wired twice");
    assertThatThrownBy(() -> wiring.type("T", Part.class).nullable("x", (part, call) -> 2))
        .hasMessage("T.x is wired twice");
    assertThatThrownBy(() -> wiring.type("T", Thing.class))
        .hasMessageStartingWith("type T is backed by");
  }

  @Test
  void whereItIsNotStrictTheFieldsWithoutAnAnswerFail() {
    GraphQLSchema schema =
        SchemaBuilder.build(
                new SchemaSource(
                    "type Query { a: Int b: Int } type Mutation { c: Int } type Lonely { d: Int }",
                    List.of(wiring -> wiring.nullableQuery("a", call -> 1))),
                new MutationRunner(
                    () -> null,
                    () -> null,
                    () -> null,
                    new ActionLimits(List.of(), 1),
                    Clock.systemUTC()),
                false)
            .types();

    ExecutionResult good = GraphQL.newGraphQL(schema).build().execute("{ a }");
    ExecutionResult bad = GraphQL.newGraphQL(schema).build().execute("{ b }");

    assertThat(good.<Object>getData()).isEqualTo(Map.of("a", 1));
    assertThat(bad.getErrors()).hasSize(1);
  }

  private static List<String> problems(String schema, GraphQlModule module) {
    try {
      built(schema, module);
      return List.of();
    } catch (IllegalStateException misfit) {
      return String.valueOf(misfit.getMessage()).lines().skip(1).map(String::strip).toList();
    }
  }

  private static GraphQLSchema built(String schema, GraphQlModule module) {
    return SchemaBuilder.build(
            new SchemaSource(schema, List.of(module)),
            new MutationRunner(
                () -> null,
                () -> null,
                () -> null,
                new ActionLimits(List.of(), 1),
                Clock.systemUTC()),
            true)
        .types();
  }
}
