package app.countersign.platform.graphql;

import app.countersign.platform.db.BadPage;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.graphql.plan.Failures;
import graphql.ErrorType;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.execution.AbortExecutionException;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.language.SourceLocation;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.transaction.exceptions.CannotCreateTransactionException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where failures become entries of {@code errors[]}. What is not meant for the caller
 * is masked as INTERNAL and logged once, with the request's id.
 */
public final class ErrorMapper implements DataFetcherExceptionHandler, Failures {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);
  private static final String MASKED =
      "Something went wrong on our side. The request id finds it in our log.";

  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters failed) {
    RequestScope scope = RequestScope.of(failed.getDataFetchingEnvironment().getGraphQlContext());
    CodedError error =
        error(
            failed.getException(),
            scope,
            failed.getPath().toList(),
            List.of(failed.getSourceLocation()));
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(error).build());
  }

  @Override
  public GraphQLError thrown(
      Throwable failure, List<Object> path, SourceLocation location, GraphQLContext context) {
    return error(failure, RequestScope.of(context), path, List.of(location));
  }

  @Override
  public GraphQLError misfit(String what, List<Object> path, GraphQLContext context) {
    RequestScope scope = RequestScope.of(context);
    LOG.error("Request {}: {} at {}", scope.id(), what, path);
    return new CodedError(RequestErrorCode.INTERNAL, MASKED, scope.id(), path, null, Map.of());
  }

  @Override
  public void checkTime(GraphQLContext context) {
    Deadline deadline = RequestScope.of(context).deadline();
    if (deadline.hasPassed()) {
      throw timeout(deadline);
    }
  }

  /**
   * What a failure outside of GraphQL means for the caller; unexpected ones are masked and logged.
   */
  public RequestError requestError(Throwable failure, RequestScope scope) {
    return classified(unwrapped(failure), scope);
  }

  /** A failure of the whole request. */
  CodedError error(Throwable failure, RequestScope scope) {
    return error(failure, scope, null, null);
  }

  /** An error of the engine itself, or one of ours that passed through it. */
  CodedError error(GraphQLError error, RequestScope scope) {
    if (error instanceof CodedError coded) {
      return coded;
    }
    if (error instanceof AbortExecutionException) {
      return coded(timeout(scope.deadline()), scope, error.getPath(), error.getLocations());
    }
    RequestErrorCode code = code(error);
    if (code == RequestErrorCode.INTERNAL) {
      LOG.error("Request {}: {}", scope.id(), error.getMessage());
    }
    return new CodedError(
        code,
        code == RequestErrorCode.INTERNAL ? MASKED : error.getMessage(),
        scope.id(),
        error.getPath(),
        error.getLocations(),
        Map.of());
  }

  static RequestError timeout(Deadline deadline) {
    return RequestError.timeout("The request took longer than %d ms.", deadline.allowed());
  }

  private static RequestErrorCode code(GraphQLError error) {
    return error.getErrorType() instanceof ErrorType type
        ? switch (type) {
          case InvalidSyntax -> RequestErrorCode.GRAPHQL_PARSE_FAILED;
          // After validation of the document this is what variables are refused with.
          case ValidationError, OperationNotSupported -> RequestErrorCode.BAD_REQUEST;
          default -> RequestErrorCode.INTERNAL;
        }
        : RequestErrorCode.INTERNAL;
  }

  private CodedError error(
      Throwable failure,
      RequestScope scope,
      @Nullable List<Object> path,
      @Nullable List<SourceLocation> locations) {
    Throwable cause = unwrapped(failure);
    return coded(classified(cause, scope), scope, path, locations);
  }

  private static CodedError coded(
      RequestError error,
      RequestScope scope,
      @Nullable List<Object> path,
      @Nullable List<SourceLocation> locations) {
    return new CodedError(
        error.code(),
        String.valueOf(error.getMessage()),
        scope.id(),
        path,
        locations,
        error.details());
  }

  private static RequestError classified(Throwable failure, RequestScope scope) {
    return switch (failure) {
      case RequestError ours -> ours;
      case BadPage page -> RequestError.badRequest(page.reason());
      case RefusedException refused ->
          RequestError.badRequest(String.valueOf(refused.getMessage()));
      case AbortExecutionException stopped -> timeout(scope.deadline());
      default -> unforeseen(failure, scope);
    };
  }

  private static RequestError unforeseen(Throwable failure, RequestScope scope) {
    SqlFailure sql = SqlFailure.of(failure);
    if (sql == SqlFailure.CANCELLED || scope.deadline().hasPassed()) {
      return timeout(scope.deadline());
    }
    if (sql == SqlFailure.UNSAFE_TEXT) {
      return RequestError.badRequest(UnsafeText.MESSAGE);
    }
    boolean isAway =
        sql == SqlFailure.AWAY
            || sql == SqlFailure.CONFLICT
            || sql == null
                && (failure instanceof CannotCreateTransactionException
                    || failure instanceof ConnectionException);
    if (scope.isNews(failure)) {
      if (isAway) {
        LOG.warn("Request {}: the database is not available", scope.id(), failure);
      } else {
        LOG.error("Request {} failed", scope.id(), failure);
      }
    }
    return isAway
        ? new RequestError(
            RequestErrorCode.UNAVAILABLE,
            "The server cannot do this for the moment. Try again in a little while.")
        : new RequestError(RequestErrorCode.INTERNAL, MASKED);
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable at = failure;
    while ((at instanceof CompletionException
            || at instanceof ExecutionException
            || at instanceof UndeclaredThrowableException
            || at instanceof InvocationTargetException)
        && at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }
}
