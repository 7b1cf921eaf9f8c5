package app.countersign.identity;

import app.countersign.platform.db.Ids;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads signed tokens: JSON Web Tokens (RFC 7519) by HS256. A token says whose session
 * it belongs to and for what it is good, never what its bearer may do. Any other algorithm, issuer
 * or audience, an unknown key and a passed expiry make it no token at all.
 */
@Singleton
class SignedTokens {
  private static final String ISSUER = "countersign";
  private static final String SESSION = "sid";
  private static final int LONGEST = 2_000;
  private static final int MOST_KEPT = 10_000;

  private final SigningKeys keys;
  private final Clock clock;

  /** What tokens say whose signature was found good, which it stays: only time passes. */
  private final Cache<Presented, Signed> read =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

  SignedTokens(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** What a token is good for. */
  enum Audience {
    /** Calls of the API. */
    API("countersign-api"),
    /** Opening the server's own page in a browser. */
    PAGE("countersign-page");

    private final String claim;

    Audience(String claim) {
      this.claim = claim;
    }
  }

  /** Whose a token is. */
  record Holder(UUID personId, UUID sessionId) {}

  private record Presented(Audience audience, String text) {
    @Override
    public String toString() {
      return "Presented[" + audience + "]";
    }
  }

  private record Signed(Holder holder, Instant expiresAt) {}

  /** A token that works until the given instant, which is in whole seconds. */
  String sign(Audience audience, Holder holder, Instant expiresAt) {
    SigningKeys.Key key = keys.current();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(audience.claim)
            .subject(holder.personId().toString())
            .claim(SESSION, holder.sessionId().toString())
            .jwtID(Ids.next().toString())
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(expiresAt))
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).keyID(key.id()).build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new MACSigner(key.secret()));
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a key that cannot sign", impossible);
    }
    return token.serialize();
  }

  /** Whose the token is; empty when it is not good for that, or not any more. */
  Optional<Holder> read(Audience audience, String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Presented presented = new Presented(audience, text);
    Signed known = read.getIfPresent(presented);
    if (known == null) {
      known = verified(presented);
      if (known == null) {
        return Optional.empty();
      }
      read.put(presented, known);
    }
    if (!clock.instant().isBefore(known.expiresAt())) {
      read.invalidate(presented);
      return Optional.empty();
    }
    return Optional.of(known.holder());
  }

  private @Nullable Signed verified(Presented presented) {
    try {
      SignedJWT token = SignedJWT.parse(presented.text());
      return isOurs(token) ? signed(token.getJWTClaimsSet(), presented.audience()) : null;
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      return null;
    }
  }

  private boolean isOurs(SignedJWT token) throws JOSEException {
    JWSHeader header = token.getHeader();
    Optional<SigningKeys.Key> key = keys.byId(header.getKeyID());
    return JWSAlgorithm.HS256.equals(header.getAlgorithm())
        && key.isPresent()
        && token.verify(new MACVerifier(key.get().secret()));
  }

  private static @Nullable Signed signed(JWTClaimsSet claims, Audience audience)
      throws ParseException {
    Date expiry = claims.getExpirationTime();
    String subject = claims.getSubject();
    String session = claims.getStringClaim(SESSION);
    if (!ISSUER.equals(claims.getIssuer())
        || !List.of(audience.claim).equals(claims.getAudience())
        || expiry == null
        || subject == null
        || session == null) {
      return null;
    }
    return new Signed(
        new Holder(UUID.fromString(subject), UUID.fromString(session)), expiry.toInstant());
  }
}
