package app.countersign.platform.web;

import java.util.Optional;

/**
 * The door in front of the GraphiQL page where it is for signed-in people only. What it hands out
 * opens the page and nothing else; GraphQL never accepts it.
 */
public interface GraphiqlSessions {

  /**
   * Checks a person's email and password as signing in does, lock-out included.
   *
   * @param address the address the request came from, for counting failures
   * @return the value of the page's cookie, or empty when the two do not match or are locked out
   */
  Optional<String> open(String email, String password, String address);

  /** Whether a cookie's value was handed out by {@link #open} and still holds. */
  boolean isValid(String cookieValue);
}
