package app.countersign.demo;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the demo's clock around the server's, where there is a demo. */
@Singleton
@Requires(condition = DemoCondition.class)
final class DemoClockFitting implements BeanCreatedEventListener<Clock> {
  @Override
  public Clock onCreated(BeanCreatedEvent<Clock> event) {
    return new DemoClock(event.getBean());
  }
}
