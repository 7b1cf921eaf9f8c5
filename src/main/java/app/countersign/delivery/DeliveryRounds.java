package app.countersign.delivery;

import app.countersign.platform.schedule.PacedWork;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Every server sends what is due, again and again. Letters are not sent here, so that a mail server
 * that is slow holds nothing else up.
 */
@Factory
final class DeliveryRounds {
  @Singleton
  @Named("deliveries")
  PacedWork deliveries(DeliveryConfiguration configuration, BeanProvider<Postman> postman) {
    return new PacedWork(
        "deliveries",
        configuration.interval(),
        () -> {
          postman.get().sendDue(DeliveryChannel.LOG);
          postman.get().sendDue(DeliveryChannel.WEBHOOK);
        });
  }
}
