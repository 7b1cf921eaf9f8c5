package app.countersign.testing.operation;

import graphql.language.OperationDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operations that fit a schema, each made from a seed alone: the same seed is the same operation.
 * They hold arguments as literals and variables, defaults, fragments with and without a name,
 * {@code @skip} and {@code @include}, aliases, fields that are asked for twice, and, now and then,
 * values that fit their type but hardly their purpose.
 *
 * <pre>{@code
 * GeneratedOperations all =
 *     new GeneratedOperations(schema, GeneratedOperations.Options.queries(ids));
 * GeneratedOperations.Operation one = all.operation(7);
 * // one.document(), one.variables() as JSON would give them, one.name() to run
 * }</pre>
 *
 * <p>With {@link Options#queries} the seed goes round the fields of the query's root: as many seeds
 * in a row as there are fields ask for each of them.
 */
public final class GeneratedOperations {
  private static final int MOST_MUTATIONS = 3;

  private final GraphQLSchema schema;
  private final Options options;
  private final List<Root> roots;

  /** A field to begin with. */
  private record Root(OperationDefinition.Operation kind, GraphQLFieldDefinition field) {}

  /**
   * What is made.
   *
   * @param kinds of these kinds
   * @param depth at most so many fields within fields
   * @param fields at most about so many fields in all
   * @param oddity the share of values that are odd, 0 to 1
   * @param introspection the share of operations that ask for the schema as well, 0 to 1
   * @param ids what is there: half of the ids that are sent are drawn from these
   * @param without names of root fields that are left out
   */
  public record Options(
      Set<OperationDefinition.Operation> kinds,
      int depth,
      int fields,
      double oddity,
      double introspection,
      List<String> ids,
      Set<String> without) {
    public Options {
      kinds = Set.copyOf(kinds);
      ids = List.copyOf(ids);
      without = Set.copyOf(without);
    }

    /** Queries of moderate size that mostly make sense and answer mostly something. */
    public static Options queries(List<String> ids) {
      return new Options(
          Set.of(OperationDefinition.Operation.QUERY), 7, 50, 0.05, 0.03, ids, Set.of());
    }

    /** Everything there is. */
    public static Options all(List<String> ids, Set<String> without) {
      return new Options(
          Set.of(OperationDefinition.Operation.values()), 8, 60, 0.25, 0.05, ids, without);
    }
  }

  /**
   * An operation.
   *
   * @param document its text
   * @param variables as JSON gives them: maps, lists, texts, numbers, booleans and null
   * @param name which operation of the document is meant; null where there is but one
   */
  public record Operation(String document, Map<String, Object> variables, @Nullable String name) {}

  public GeneratedOperations(GraphQLSchema schema, Options options) {
    this.schema = schema;
    this.options = options;
    this.roots =
        options.kinds().stream()
            .sorted()
            .flatMap(kind -> fields(kind).map(field -> new Root(kind, field)))
            .toList();
  }

  /** The schema of this server without anything that answers it. */
  public static GraphQLSchema schema() {
    try (InputStream text =
        GeneratedOperations.class.getClassLoader().getResourceAsStream("schema.graphqls")) {
      if (text == null) {
        throw new IllegalStateException("no schema.graphqls on the class path");
      }
      return UnExecutableSchemaGenerator.makeUnExecutableSchema(
          new SchemaParser().parse(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** How many root fields there are to begin with. */
  public int roots() {
    return roots.size();
  }

  /** The operation of this seed. */
  public Operation operation(long seed) {
    // Neighbouring seeds of this generator begin alike: the first numbers are thrown away.
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    random.nextLong();
    Root root = roots.get((int) Math.floorMod(seed, (long) roots.size()));
    Draft draft = new Draft(random, options);
    Selections selections = new Selections(schema, draft);
    String body =
        switch (root.kind()) {
          case QUERY -> selections.query(root.field());
          case MUTATION ->
              selections.mutation(root.field(), random.nextInt(MOST_MUTATIONS), others());
          case SUBSCRIPTION -> selections.only(root.field());
        };
    return draft.finish(root.kind(), body);
  }

  private List<GraphQLFieldDefinition> others() {
    return fields(OperationDefinition.Operation.MUTATION).toList();
  }

  private java.util.stream.Stream<GraphQLFieldDefinition> fields(
      OperationDefinition.Operation kind) {
    GraphQLObjectType root =
        switch (kind) {
          case QUERY -> schema.getQueryType();
          case MUTATION -> schema.getMutationType();
          case SUBSCRIPTION -> schema.getSubscriptionType();
        };
    return root == null
        ? java.util.stream.Stream.of()
        : root.getFieldDefinitions().stream()
            .filter(field -> !options.without().contains(field.getName()));
  }
}
