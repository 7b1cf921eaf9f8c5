package app.countersign.platform.db.source;

import io.micronaut.configuration.jdbc.hikari.DatasourceFactory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanDestroyedEvent;
import io.micronaut.context.event.BeanDestroyedEventListener;
import jakarta.inject.Singleton;

/** Stops the embedded server when the pool on it has been closed, not before. */
@Singleton
@Requires(bean = EmbeddedServer.class)
final class EmbeddedServerStop implements BeanDestroyedEventListener<DatasourceFactory> {
  private final EmbeddedServer server;

  EmbeddedServerStop(EmbeddedServer server) {
    this.server = server;
  }

  @Override
  public void onDestroyed(BeanDestroyedEvent<DatasourceFactory> event) {
    server.close();
  }
}
