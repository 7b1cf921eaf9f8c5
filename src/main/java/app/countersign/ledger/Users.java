package app.countersign.ledger;

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

  /** The ids of everybody who consented to all of these, in order. */
  public List<String> consentingTo(Set<ConsentKind> kinds) {
    return users.consenting(kinds, kinds.size());
  }
}
