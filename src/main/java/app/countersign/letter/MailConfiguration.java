package app.countersign.letter;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How letters leave the house: by SMTP where a server is named, else into a folder where one is, or
 * where the database is embedded; else not at all.
 *
 * @param smtpUrl {@code smtps://user:password@host:465} or {@code
 *     smtp://user:password@host:587?starttls=required}
 * @param folder where letters are laid down as files that can be read
 * @param fromAddress who they come from; needed with a server
 * @param fromName the name beside it
 * @param timeout for connecting and for each answer of the server
 * @param connections how many letters are sent side by side
 * @param interval how often waiting letters are looked for
 */
@ConfigurationProperties("countersign.mail")
record MailConfiguration(
    @Nullable String smtpUrl,
    @Nullable String folder,
    @Bindable(defaultValue = "countersign@localhost") String fromAddress,
    @Bindable(defaultValue = "Countersign") String fromName,
    @Bindable(defaultValue = "PT10S") Duration timeout,
    @Bindable(defaultValue = "8") int connections,
    @Bindable(defaultValue = "PT1S") Duration interval) {

  /**
   * Checks that there is at least one connection.
   *
   * @throws IllegalArgumentException where there is none
   */
  MailConfiguration {
    if (connections < 1) {
      throw new IllegalArgumentException("countersign.mail.connections must be at least 1");
    }
  }

  /** Without the server, whose password belongs in no log. */
  @Override
  public String toString() {
    return "MailConfiguration[%s, %s]".formatted(folder, fromAddress);
  }
}
