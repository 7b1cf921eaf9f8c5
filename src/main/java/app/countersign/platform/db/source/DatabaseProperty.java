package app.countersign.platform.db.source;

import io.micronaut.core.value.PropertyResolver;
import java.util.Optional;

/** A setting of the database: a property, or the environment variable that stands for it. */
enum DatabaseProperty {
  URL("jdbc.url", "JDBC_URL"),
  USER("jdbc.user", "JDBC_USER"),
  PASSWORD("jdbc.password", "JDBC_PASSWORD"),
  SERVING_USER("jdbc.serving.user", "JDBC_SERVING_USER"),
  SERVING_PASSWORD("jdbc.serving.password", "JDBC_SERVING_PASSWORD"),
  SIGNING_SECRET("countersign.signing-secret", "COUNTERSIGN_SIGNING_SECRET"),
  DIRECTORY("countersign.database.directory", "COUNTERSIGN_DATABASE_DIRECTORY");

  private final String property;
  private final String variable;

  DatabaseProperty(String property, String variable) {
    this.property = property;
    this.variable = variable;
  }

  String variable() {
    return variable;
  }

  /** The value, unless it is missing or blank. */
  Optional<String> find(PropertyResolver properties) {
    return properties.getProperty(property, String.class).filter(value -> !value.isBlank());
  }
}
