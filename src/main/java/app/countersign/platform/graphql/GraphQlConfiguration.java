package app.countersign.platform.graphql;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How the GraphQL endpoint behaves.
 *
 * @param schema where the schema is, as a resource
 * @param isStrict whether a schema that does not fit its wiring fails the start; where not, it is
 *     logged and the fields without wiring fail
 * @param deadline how long one request may work
 * @param introspection who may ask for the schema
 */
@ConfigurationProperties("countersign.graphql")
public record GraphQlConfiguration(
    @Bindable(defaultValue = "classpath:" + GraphQlConfiguration.SCHEMA) String schema,
    @Bindable(value = "strict", defaultValue = "true") boolean isStrict,
    @Bindable(defaultValue = "10s") Duration deadline,
    @Bindable(defaultValue = "EVERYONE") Introspection introspection) {
  /** The resource that holds the schema where none is named. */
  static final String SCHEMA = "schema.graphqls";

  /** Who may ask for the schema. */
  public enum Introspection {
    /** Anybody. */
    EVERYONE,
    /** Who is signed in; the messages of validation tell others no names either. */
    SIGNED_IN
  }
}
