package app.countersign.platform.graphql;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code errors[]} as every one leaves the server: with a code and the request's id.
 */
record CodedError(
    RequestErrorCode code,
    String message,
    String requestId,
    @Nullable List<Object> path,
    @Nullable List<SourceLocation> locations,
    Map<String, Object> details)
    implements GraphQLError {
  private static final long serialVersionUID = 1L;

  /** What may be said of it to whoever may not read the schema: no name of it. */
  CodedError discreet() {
    return code == RequestErrorCode.BAD_REQUEST
        ? new CodedError(
            code, "The variables do not fit the operation.", requestId, path, locations, details)
        : this;
  }

  @Override
  public String getMessage() {
    return message;
  }

  @Override
  public @Nullable List<SourceLocation> getLocations() {
    return locations;
  }

  @Override
  public ErrorClassification getErrorType() {
    return ErrorType.DataFetchingException;
  }

  @Override
  public @Nullable List<Object> getPath() {
    return path;
  }

  @Override
  public Map<String, Object> getExtensions() {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put("code", code.name());
    extensions.put("requestId", requestId);
    extensions.putAll(details);
    return extensions;
  }

  @Override
  public Map<String, Object> toSpecification() {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("message", message);
    if (locations != null && !locations.isEmpty()) {
      written.put("locations", locations.stream().map(CodedError::written).toList());
    }
    if (path != null) {
      written.put("path", path);
    }
    written.put("extensions", getExtensions());
    return written;
  }

  private static Map<String, Object> written(SourceLocation location) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("line", location.getLine());
    place.put("column", location.getColumn());
    return place;
  }
}
