package app.countersign.platform.graphql;

import graphql.schema.GraphQLSchema;
import graphql.schema.TypeResolver;
import graphql.schema.idl.InterfaceWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnionWiringEnvironment;
import graphql.schema.idl.WiringFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A schema read from its text while the server gets everything else ready: there are thousands of
 * lines, and nothing else is needed to read them.
 */
public final class SchemaText {
  private final String text;
  private final FutureTask<GraphQLSchema> schema;

  private SchemaText(String text) {
    this.text = text;
    this.schema = new FutureTask<>(() -> parse(text));
  }

  /**
   * Begins to read the schema that is usual.
   *
   * @return null where there is none, which is for whoever needs it to say
   */
  public static @Nullable SchemaText begin() {
    try (InputStream text =
        SchemaText.class.getClassLoader().getResourceAsStream(GraphQlConfiguration.SCHEMA)) {
      if (text == null) {
        return null;
      }
      SchemaText begun = new SchemaText(new String(text.readAllBytes(), StandardCharsets.UTF_8));
      Thread.ofPlatform().daemon().name("schema").start(begun.schema);
      return begun;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * The schema of a text, without anything that answers it.
   *
   * @param begun what was begun; used where it is of this very text
   */
  static GraphQLSchema schema(String text, @Nullable SchemaText begun) {
    if (begun == null || !begun.text.equals(text)) {
      return parse(text);
    }
    try {
      return begun.schema.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The start was interrupted.", stopped);
    } catch (ExecutionException _) {
      // Once more here, for the failure itself.
      return parse(text);
    }
  }

  private static GraphQLSchema parse(String text) {
    TypeDefinitionRegistry types = new SchemaParser().parse(text);
    // Strict, it would not let the engine's own ID be replaced.
    RuntimeWiring.Builder runtime = RuntimeWiring.newRuntimeWiring().strictMode(false);
    Scalars.all().stream()
        .filter(scalar -> types.scalars().containsKey(scalar.getName()))
        .forEach(runtime::scalar);
    runtime.wiringFactory(new Unresolved());
    return new SchemaGenerator().makeExecutableSchema(types, runtime.build());
  }

  /** Stands in for the type resolvers until the classes behind the types are known. */
  private static final class Unresolved implements WiringFactory {
    private static final TypeResolver NONE = environment -> null;

    @Override
    public boolean providesTypeResolver(InterfaceWiringEnvironment environment) {
      return true;
    }

    @Override
    public TypeResolver getTypeResolver(InterfaceWiringEnvironment environment) {
      return NONE;
    }

    @Override
    public boolean providesTypeResolver(UnionWiringEnvironment environment) {
      return true;
    }

    @Override
    public TypeResolver getTypeResolver(UnionWiringEnvironment environment) {
      return NONE;
    }
  }
}
