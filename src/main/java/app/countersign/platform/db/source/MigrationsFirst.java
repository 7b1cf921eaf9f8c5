package app.countersign.platform.db.source;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.BeanContext;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.flyway.FlywayConfigurationProperties;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;

/**
 * Has the owner's migrations run before the pool that serves exists. Flyway's settings migrate as
 * soon as they are made, over a connection of their own that is closed afterwards.
 */
@Singleton
final class MigrationsFirst implements BeanCreatedEventListener<DatasourceConfiguration> {
  private final BeanContext beans;

  MigrationsFirst(BeanContext beans) {
    this.beans = beans;
  }

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    beans.findBean(FlywayConfigurationProperties.class, Qualifiers.byName(DatabaseSettings.OWNER));
    return event.getBean();
  }
}
