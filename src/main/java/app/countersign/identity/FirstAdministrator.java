package app.countersign.identity;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.source.StartRefused;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first administrator, as {@code COUNTERSIGN_ADMIN_EMAIL} and {@code
 * COUNTERSIGN_ADMIN_PASSWORD} say, where there is no account at all; says so where nobody can sign
 * in. Comes after everything else that makes accounts at the start.
 */
@Singleton
class FirstAdministrator implements ApplicationEventListener<ServerStartupEvent>, Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
  private static final String NAME = "Administrator";

  private final Operators operators;
  private final @Nullable String email;
  private final @Nullable String password;

  FirstAdministrator(
      Operators operators,
      @Nullable @Property(name = "countersign.admin.email") String email,
      @Nullable @Property(name = "countersign.admin.password") String password) {
    this.operators = operators;
    this.email = email;
    this.password = password;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    ensure();
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  /**
   * Makes the account where it is needed.
   *
   * @throws StartRefused where address or password will not do
   */
  void ensure() {
    if (operators.anyExists()) {
      return;
    }
    if (email == null || password == null) {
      LOG.warn(
          "Nobody can sign in: there is no operator. Start with COUNTERSIGN_ADMIN_EMAIL and"
              + " COUNTERSIGN_ADMIN_PASSWORD set, and the first administrator is made.");
      return;
    }
    try {
      Requirements.check(Requirements.email(email), Requirements.newPassword(password, "password"));
    } catch (RefusedException refusal) {
      throw new StartRefused(
          "The first administrator cannot be made of COUNTERSIGN_ADMIN_EMAIL and"
              + " COUNTERSIGN_ADMIN_PASSWORD: "
              + refusal.errors().stream().map(UserError::message).collect(Collectors.joining(" ")));
    }
    operators
        .createFirst(
            Actor.system("first start"),
            new CreateOperatorInput(email, NAME, Role.ADMIN, password, null))
        .ifPresent(made -> LOG.info("The first administrator was made: {}", made.id()));
  }
}
