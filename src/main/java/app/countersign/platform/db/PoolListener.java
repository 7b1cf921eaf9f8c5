package app.countersign.platform.db;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/**
 * Puts {@link RequestAwareDataSource} around the pool, before Micronaut Data puts its own view of
 * the running transaction around that: whoever unwraps Micronaut's finds ours, not the bare pool.
 */
@Singleton
final class PoolListener implements BeanCreatedEventListener<DataSource>, Ordered {
  @Override
  public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
    return new RequestAwareDataSource(event.getBean());
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
