package app.countersign.letter;

import app.countersign.delivery.DeliveryChannel;
import app.countersign.delivery.Postman;
import app.countersign.platform.schedule.PacedWork;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Every server sends waiting letters, again and again. */
@Factory
final class LetterRounds {
  @Singleton
  @Named("letters")
  PacedWork letters(MailConfiguration configuration, BeanProvider<Postman> postman) {
    return new PacedWork(
        "letters", configuration.interval(), () -> postman.get().sendDue(DeliveryChannel.EMAIL));
  }
}
