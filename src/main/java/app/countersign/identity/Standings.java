package app.countersign.identity;

import app.countersign.identity.SignedTokens.Holder;
import app.countersign.platform.access.Actor;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who stands behind a session or an access token right now. The database decides; its answer is
 * kept for a few seconds. A change on this server counts at once, one on another server when the
 * answer is too old. What is not in force is not kept: it is looked up each time.
 */
@Singleton
class Standings {
  private static final int MOST_KEPT = 20_000;
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private final StandingRepository repository;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final Cache<Key, Standing> kept;

  /**
   * Grows with each change; an answer begun before a change is kept where nobody looks after it.
   */
  private final AtomicLong changes = new AtomicLong();

  Standings(
      StandingRepository repository,
      TransactionOperations<Connection> transactions,
      SignInConfiguration configuration,
      Clock clock) {
    this.repository = repository;
    this.transactions = transactions;
    this.clock = clock;
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfterWrite(configuration.standingAge())
            .build();
  }

  private record Key(long changes, Actor.Kind kind, String credential) {}

  /** The person whose session it is, as long as it is in force. */
  Optional<Actor> ofSession(Holder holder) {
    UUID session = holder.sessionId();
    return find(
            new Key(changes.get(), Actor.Kind.PERSON, session.toString()),
            now -> repository.ofSession(session, holder.personId(), now))
        .filter(standing -> standing.personId().equals(holder.personId()))
        .flatMap(standing -> standing.actor(Actor.Kind.PERSON));
  }

  /** The script whose token it is, as long as it is in force. */
  Optional<Actor> ofToken(OpaqueToken token) {
    byte[] hash = token.hash();
    return find(
            new Key(changes.get(), Actor.Kind.TOKEN, HexFormat.of().formatHex(hash)),
            now -> repository.ofToken(hash, now).map(standing -> noted(standing, now)))
        .flatMap(standing -> standing.actor(Actor.Kind.TOKEN));
  }

  /** Something changed: nothing kept so far is believed once the running transaction commits. */
  void forget() {
    transactions
        .findTransactionStatus()
        .orElseThrow(() -> new IllegalStateException("a change without a transaction"))
        .registerSynchronization(
            new TransactionSynchronization() {
              @Override
              public void afterCommit() {
                changes.incrementAndGet();
              }
            });
  }

  private interface Lookup {
    Optional<Standing> at(Instant now);
  }

  private Optional<Standing> find(Key key, Lookup lookup) {
    Instant now = clock.instant();
    @Nullable Standing known = kept.getIfPresent(key);
    if (known != null && known.expiresAt().isAfter(now)) {
      return Optional.of(known);
    }
    Optional<Standing> found = lookup.at(now);
    found.ifPresent(standing -> kept.put(key, standing));
    return found;
  }

  private Standing noted(Standing standing, Instant now) {
    Instant notedSince = now.minus(NOTED_EVERY);
    if (standing.lastUsedAt() == null || !standing.lastUsedAt().isAfter(notedSince)) {
      repository.touch(standing.id(), now, notedSince);
    }
    return standing;
  }
}
