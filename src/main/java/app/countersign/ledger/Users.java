package app.countersign.ledger;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds users. */
@Singleton
public class Users {
  private final UserRepository users;

  Users(UserRepository users) {
    this.users = users;
  }

  /** The users there are, by their ids. */
  public Map<String, User> byIds(Collection<String> ids) {
    return users.byIds(ids);
  }

  /** One user. */
  public Optional<User> find(String id) {
    return Optional.ofNullable(users.byIds(List.of(id)).get(id));
  }

  /**
   * Locks users until the transaction ends, in the order of their ids, so that whoever computes
   * from their data goes one after the other and no import comes between.
   *
   * @return the ids of those there are, in order
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public List<String> lock(Collection<String> ids) {
    return users.lock(ids);
  }

  /** Whether there is any user at all. */
  public boolean anyExists() {
    return users.anyExists();
  }

  /** The ids of everybody who consented to all of these, in order. */
  public List<String> consentingTo(Set<ConsentKind> kinds) {
    return users.consenting(kinds);
  }
}
