package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the GraphQL endpoint behaves.
 *
 * @param schema where the schema is, as a resource
 * @param isStrict whether a schema that does not fit its wiring fails the start; where not, it is
 *     logged and the fields without wiring fail
 * @param deadline how long one request may work
 * @param hasPlans whether operations are executed by plans where there are; where not, by
 *     graphql-java
 * @param introspection who may ask for the schema
 */
@ConfigurationProperties("countersign.graphql")
public record GraphQlConfiguration(
    @Bindable(defaultValue = "classpath:" + GraphQlConfiguration.SCHEMA) String schema,
    @Bindable(value = "strict", defaultValue = "true") boolean isStrict,
    @Bindable(defaultValue = "10s") Duration deadline,
    @Bindable(value = "plans", defaultValue = "true") boolean hasPlans,
    @Bindable(defaultValue = "EVERYONE") Introspection introspection) {
  /** The resource that holds the schema where none is named. */
  static final String SCHEMA = "schema.graphqls";

  /** Whether nothing of the schema is told to whoever asks. */
  boolean hidesSchemaFrom(@Nullable Actor actor) {
    return actor == null && introspection == Introspection.SIGNED_IN;
  }

  /** Who may ask for the schema. */
  public enum Introspection {
    /** Anybody. */
    EVERYONE,
    /** Who is signed in; the messages of validation tell others no names either. */
    SIGNED_IN
  }
}
