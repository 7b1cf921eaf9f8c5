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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who stands behind a session or an access token right now. The database decides; its answer is
 * kept for a few seconds. A change on this server counts at once, one on another server when the
 * answer is too old. What is not in force is not kept: it is looked up each time. Sessions in use
 * are looked up anew together, before their answers are too old.
 */
@Singleton
class Standings {
  private static final int MOST_KEPT = 20_000;
  private static final int MOST_AT_ONCE = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Standings.class);
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private final AccessTokenRepository tokens;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final Cache<Key, Kept> kept;
  private final SessionStandings sessions;
  private final long freshNanos;
  private final Set<Key> aging = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isRenewing = new AtomicBoolean();

  /**
   * Grows with each change; an answer begun before a change is kept where nobody looks after it.
   */
  private final AtomicLong changes = new AtomicLong();

  Standings(
      AccessTokenRepository tokens,
      SessionStandings sessions,
      TransactionOperations<Connection> transactions,
      SignInConfiguration configuration,
      Clock clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.freshNanos = configuration.standingAge().toNanos() / 2;
    this.transactions = transactions;
    this.clock = clock;
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfterWrite(configuration.standingAge())
            .build();
  }

  private record Key(long changes, Actor.Kind kind, Object credential) {}

  private record Kept(Standing standing, long nanos) {}

  /** The person whose session it is, as long as it is in force. */
  Optional<Actor> ofSession(Holder holder) {
    UUID session = holder.sessionId();
    return find(
            new Key(changes.get(), Actor.Kind.PERSON, session),
            now -> Optional.ofNullable(sessions.inForce(List.of(session), now).get(session)))
        .filter(standing -> standing.personId().equals(holder.personId()))
        .flatMap(standing -> standing.actor(Actor.Kind.PERSON));
  }

  /** The script whose token it is, as long as it is in force. */
  Optional<Actor> ofToken(OpaqueToken token) {
    byte[] hash = token.hash();
    return find(
            new Key(changes.get(), Actor.Kind.TOKEN, HexFormat.of().formatHex(hash)),
            now -> tokens.standing(hash, now).map(standing -> noted(standing, now)))
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
    @Nullable Kept known = kept.getIfPresent(key);
    if (known != null && known.standing().expiresAt().isAfter(now)) {
      if (key.kind() == Actor.Kind.PERSON && System.nanoTime() - known.nanos() > freshNanos) {
        renew(key);
      }
      return Optional.of(known.standing());
    }
    long nanos = System.nanoTime();
    Optional<Standing> found = lookup.at(now);
    found.ifPresent(standing -> kept.put(key, new Kept(standing, nanos)));
    return found;
  }

  /** Has a session looked up soon, with others: one who is asked for all the time never waits. */
  private void renew(Key key) {
    aging.add(key);
    if (isRenewing.compareAndSet(false, true)) {
      Thread.ofVirtual().name("standings").start(this::renewAll);
    }
  }

  private void renewAll() {
    try {
      // Whoever ages with it comes along.
      TimeUnit.NANOSECONDS.sleep(freshNanos / 4);
      List<Key> all = List.copyOf(aging);
      aging.clear();
      for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
        renew(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      // Their answers grow too old, and then each is looked up by itself.
      LOG.warn("Sessions could not be looked up", failure);
    } finally {
      isRenewing.set(false);
    }
  }

  private void renew(List<Key> keys) {
    long nanos = System.nanoTime();
    Map<UUID, Standing> inForce =
        sessions.inForce(
            keys.stream().map(key -> (UUID) key.credential()).toList(), clock.instant());
    for (Key key : keys) {
      Standing standing = inForce.get((UUID) key.credential());
      if (standing == null) {
        kept.invalidate(key);
      } else {
        kept.put(key, new Kept(standing, nanos));
      }
    }
  }

  private Standing noted(Standing standing, Instant now) {
    Instant notedSince = now.minus(NOTED_EVERY);
    if (standing.lastUsedAt() == null || !standing.lastUsedAt().isAfter(notedSince)) {
      tokens.touch(standing.id(), now, notedSince);
    }
    return standing;
  }
}
