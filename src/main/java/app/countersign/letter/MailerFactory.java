package app.countersign.letter;

import app.countersign.platform.db.source.Origin;
import app.countersign.platform.db.source.StartRefused;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the way out for letters, at the start, and says so where there is none. */
@Factory
class MailerFactory {
  private static final Logger LOG = LoggerFactory.getLogger(MailerFactory.class);
  private static final String FOLDER = "mail";

  @Context
  Mailer mailer(MailConfiguration configuration, Composer composer, Optional<Origin> origin) {
    String smtpUrl = given(configuration.smtpUrl());
    if (smtpUrl != null) {
      SmtpServer server = SmtpServer.of(smtpUrl);
      if (composer.host().equals("localhost")) {
        throw new StartRefused(
            "countersign.mail.smtp-url needs countersign.mail.from-address: who letters are from.");
      }
      return new SmtpMailer(server, configuration.timeout(), composer.host(), null);
    }
    String folder = given(configuration.folder());
    if (folder != null) {
      return new FolderMailer(Path.of(folder));
    }
    if (origin.orElse(null) instanceof Origin.Embedded(Path directory, int _)) {
      Path beside = directory.resolve(FOLDER);
      LOG.info("Letters are laid down in {}, as no mail server is set.", beside);
      return new FolderMailer(beside);
    }
    LOG.warn("{} Until then each letter fails.", NoMailer.REASON);
    return new NoMailer();
  }

  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }
}
