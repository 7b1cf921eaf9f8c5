package app.countersign.platform.graphql.plan;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.util.List;

/** How failures become entries of {@code errors}. */
public interface Failures {
  /** A step that threw. */
  GraphQLError thrown(
      Throwable failure, List<Object> path, SourceLocation location, GraphQLContext context);

  /** An answer that the schema does not allow. */
  GraphQLError misfit(String what, List<Object> path, GraphQLContext context);

  /** Ends the execution, by throwing, when it may not work any longer. */
  void checkTime(GraphQLContext context);
}
