package app.countersign.testing.operation;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.testing.operation.GeneratedOperations.Operation;
import app.countersign.testing.operation.GeneratedOperations.Options;
import graphql.ParseAndValidate;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import graphql.validation.ValidationError;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GeneratedOperationsTest {
  private static final int MANY = 1_000;
  private static final GraphQLSchema SCHEMA = GeneratedOperations.schema();

  @Test
  void everyOperationFitsTheSchema() {
    GeneratedOperations all = new GeneratedOperations(SCHEMA, Options.all(List.of("a"), Set.of()));

    for (long seed = 0; seed < MANY; seed++) {
      Operation operation = all.operation(seed);
      List<ValidationError> errors =
          ParseAndValidate.validate(SCHEMA, parsed(operation), Locale.ENGLISH);
      assertThat(errors).as("seed %d: %s", seed, operation).isEmpty();
    }
  }

  @Test
  void theSameSeedIsTheSameOperationAndAnotherIsAnother() {
    GeneratedOperations some = new GeneratedOperations(SCHEMA, Options.queries(List.of("a", "b")));
    GeneratedOperations same = new GeneratedOperations(SCHEMA, Options.queries(List.of("a", "b")));

    assertThat(LongStream.range(0, 300).mapToObj(some::operation).toList())
        .isEqualTo(LongStream.range(0, 300).mapToObj(same::operation).toList());
    assertThat(LongStream.range(0, 300).mapToObj(some::operation).distinct().count())
        .isGreaterThan(295);
  }

  @Test
  void asManySeedsAsRootFieldsAskForEachOfThem() {
    GeneratedOperations queries = new GeneratedOperations(SCHEMA, Options.queries(List.of()));

    Set<String> asked =
        LongStream.range(0, queries.roots())
            .mapToObj(queries::operation)
            .map(GeneratedOperationsTest::parsed)
            .flatMap(document -> document.getDefinitionsOfType(OperationDefinition.class).stream())
            .peek(
                operation ->
                    assertThat(operation.getOperation())
                        .isEqualTo(OperationDefinition.Operation.QUERY))
            .flatMap(
                operation -> operation.getSelectionSet().getSelectionsOfType(Field.class).stream())
            .map(Field::getName)
            .collect(Collectors.toSet());

    assertThat(asked)
        .containsAll(
            SCHEMA.getQueryType().getFieldDefinitions().stream().map(f -> f.getName()).toList());
  }

  private static Document parsed(Operation operation) {
    return new graphql.parser.Parser().parseDocument(operation.document());
  }
}
