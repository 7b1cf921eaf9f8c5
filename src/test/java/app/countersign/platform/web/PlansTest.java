package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.BothWays;
import app.countersign.testing.operation.GeneratedOperations;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a small schema with every kind of failure, a plan answers what graphql-java answers. */
@MicronautTest(environments = "platform", transactional = false)
class PlansTest {
  private static final Actor ADMIN =
      new Actor(Ids.next(), "Ada", Role.ADMIN, Actor.Kind.PERSON, null);

  private final BothWays both;
  private final GraphQLSchema schema;

  PlansTest(BothWays both, GraphQLSchema schema) {
    this.both = both;
    this.schema = schema;
  }

  @Test
  void generatedQueriesAreAnsweredAlike() {
    GeneratedOperations operations =
        new GeneratedOperations(
            schema,
            new GeneratedOperations.Options(
                Set.of(OperationDefinition.Operation.QUERY),
                7,
                40,
                0.1,
                0.03,
                List.of("s1", "s2"),
                Set.of("slow", "sleepers", "noteCount")));

    for (int seed = 0; seed < 2_000; seed++) {
      both.compare(operations.operation(seed), seed % 3 == 0 ? null : ADMIN);
    }

    assertThat(both.differences()).isEmpty();
    assertThat(both.equal()).isGreaterThan(1_500);
    assertThat(both.unsteady()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ hello fail(how: \"forbidden\") failHard(how: \"forbidden\") }",
        "{ fail(how: \"runtime\") hello }",
        "{ shelves(first: 2) { nodes { books(first: 3) { nodes { broken title } } } } }",
        "{ shelves(first: 1) { edges { cursor node { __typename ...s } } } } fragment s on Shelf {"
            + " id books(first: 1) { totalCount nodes { author { name } } } }",
        "query($x: Boolean!) { hello @skip(if: $x) a: hello @include(if: $x) }",
        "query($n: Int!) { echo(number: $n) { number } }",
        "{ shapes { ... on Circle { radius } ... on Square { side } __typename } }",
        "{ shelves(first: -1) { nodes { id } } }",
        "{ shelves(first: 2, last: 2) { nodes { id } } }",
        "{ node(id: \"s1\") { id __typename } nodes(ids: [\"s1\", \"nothing\"]) { id } }",
        "{ __schema { types { name } } hello }",
      })
  void eachOfTheseIsAnsweredAlike(String document) {
    both.compare(new GeneratedOperations.Operation(document, Map.of("x", true), null), ADMIN);

    assertThat(both.differences()).isEmpty();
  }
}
