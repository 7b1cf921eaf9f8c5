package app.countersign.letter;

import app.countersign.delivery.Carrier;
import app.countersign.delivery.Delivery;
import app.countersign.delivery.DeliveryChannel;
import app.countersign.delivery.Outcome;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries letters: asks once more whether they are wanted, writes them, and sends them. */
@Singleton
class LetterCarrier implements Carrier {
  private static final Logger LOG = LoggerFactory.getLogger(LetterCarrier.class);

  /** A server is waited for at each step: hello, encryption, sign-in, sender, reader, letter. */
  private static final int STEPS = 12;

  private final MailConfiguration configuration;
  private final Wishes wishes;
  private final Composer composer;
  private final Mailer mailer;

  LetterCarrier(MailConfiguration configuration, Wishes wishes, Composer composer, Mailer mailer) {
    this.configuration = configuration;
    this.wishes = wishes;
    this.composer = composer;
    this.mailer = mailer;
  }

  @Override
  public DeliveryChannel channel() {
    return DeliveryChannel.EMAIL;
  }

  @Override
  public int batchSize() {
    return configuration.connections();
  }

  @Override
  public Duration lease() {
    return configuration.timeout().multipliedBy(STEPS);
  }

  @Override
  public Outcome carry(Delivery delivery) {
    try {
      LetterKind kind = LetterKind.valueOf(delivery.subjectType());
      if (!kind.isNecessary() && !isStillWanted(kind, delivery)) {
        return new Outcome.Unwanted();
      }
      return mailer.send(composer.compose(delivery));
    } catch (Composer.BadAddress bad) {
      return new Outcome.Hopeless(String.valueOf(bad.getMessage()));
    } catch (RuntimeException failure) {
      LOG.warn("Letter {} could not be written.", delivery.id(), failure);
      return new Outcome.Failed(
          "It could not be written: " + failure.getClass().getSimpleName() + ".");
    }
  }

  private boolean isStillWanted(LetterKind kind, Delivery delivery) {
    String userId = Objects.requireNonNull(delivery.userId());
    return wishes.wantsLetter(kind, UUID.fromString(userId));
  }
}
