package app.countersign.platform.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one who acts: a signed-in person, a personal access token acting for one, or a job of the
 * server itself.
 *
 * @param id the person's id, also for a token; fixed for the server's own jobs
 * @param name as shown in histories
 * @param role what the actor may do
 * @param kind how the actor came to be
 * @param sessionId the session of a signed-in person, or the token's id; null for the server
 */
public record Actor(UUID id, String name, Role role, Kind kind, @Nullable UUID sessionId) {
  /** The id under which every job of the server acts. */
  public static final UUID SYSTEM_ID = new UUID(0x0000000000007000L, 0x8000000000000001L);

  /** How an actor came to be. */
  public enum Kind {
    /** Signed in with a password. */
    PERSON,
    /** A script with a personal access token. */
    TOKEN,
    /** A job of the server. */
    SYSTEM
  }

  /** The server itself, doing the named job. */
  public static Actor system(String job) {
    return new Actor(SYSTEM_ID, job, Role.ADMIN, Kind.SYSTEM, null);
  }
}
