package app.countersign.platform.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Configuration of the GraphiQL page, read when the server starts so that a wrong value stops it.
 *
 * @param access {@code public}, {@code signed-in} (the default) or {@code off}
 */
@Context
@ConfigurationProperties("countersign.graphiql")
public record GraphiqlConfiguration(@Bindable(defaultValue = "signed-in") String access) {

  /** Refuses a value that names no {@link GraphiqlAccess}. */
  public GraphiqlConfiguration {
    GraphiqlAccess.of(access);
  }

  /** Who may open the page. */
  public GraphiqlAccess mode() {
    return GraphiqlAccess.of(access);
  }
}
