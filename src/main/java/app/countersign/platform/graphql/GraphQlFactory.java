package app.countersign.platform.graphql;

import app.countersign.platform.graphql.plan.PlanSchema;
import app.countersign.platform.graphql.plan.Plans;
import graphql.GraphQL;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.schema.GraphQLSchema;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.io.ResourceResolver;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes the beans of the engine: schema, documents, and graphql-java's own entry point. */
@Factory
final class GraphQlFactory {

  @Singleton
  SchemaSource source(
      GraphQlConfiguration configuration, ResourceResolver resources, List<GraphQlModule> modules)
      throws IOException {
    try (InputStream text =
        resources
            .getResourceAsStream(configuration.schema())
            .orElseThrow(
                () -> new IllegalStateException("There is no " + configuration.schema()))) {
      return new SchemaSource(new String(text.readAllBytes(), StandardCharsets.UTF_8), modules);
    }
  }

  /** Made at the start, so that a schema that does not fit its wiring fails it. */
  @Context
  PlanSchema plannable(
      SchemaSource source,
      @Nullable SchemaText begun,
      MutationRunner mutations,
      GraphQlConfiguration configuration) {
    return SchemaBuilder.build(source, begun, mutations, configuration.isStrict());
  }

  @Singleton
  GraphQLSchema schema(PlanSchema plannable) {
    return plannable.types();
  }

  @Singleton
  Plans plans(PlanSchema plannable) {
    return new Plans(plannable);
  }

  @Singleton
  Documents documents(GraphQLSchema schema, GraphQlLimits limits) {
    return new Documents(schema, limits);
  }

  @Singleton
  ErrorMapper errorMapper() {
    return new ErrorMapper();
  }

  @Singleton
  GraphQL graphQl(GraphQLSchema schema, Documents documents, ErrorMapper errors) {
    PreparsedDocumentProvider prepared =
        (input, parse) -> {
          PreparedDocument.Ready ready =
              input.getGraphQLContext().get(PreparedDocument.Ready.class);
          // Only the engine brings a document: whoever calls GraphQL directly has it parsed anew.
          PreparsedDocumentEntry entry = ready == null ? parse.apply(input) : ready.entry();
          return CompletableFuture.completedFuture(entry);
        };
    return GraphQL.newGraphQL(schema)
        .preparsedDocumentProvider(prepared)
        .defaultDataFetcherExceptionHandler(errors)
        // Each event is executed as a query is: see EventStage.
        .subscriptionExecutionStrategy(new AsyncExecutionStrategy(errors))
        .build();
  }
}
