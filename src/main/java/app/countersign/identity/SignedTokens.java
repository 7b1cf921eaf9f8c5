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

  /** Checking a signature costs as much as answering a small query. */
  private final Cache<String, Signed> kept =
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

  /** What a token that carries our signature says. */
  private record Signed(Holder holder, List<String> audience, Instant expiresAt) {}

  /** Whose the token is; empty when it is not good for that, or not any more. */
  Optional<Holder> read(Audience audience, String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Signed signed = kept.get(text, this::signed);
    return signed != null
            && signed.audience().equals(List.of(audience.claim))
            && clock.instant().isBefore(signed.expiresAt())
        ? Optional.of(signed.holder())
        : Optional.empty();
  }

  /** What the token says; null when it is none of ours, which is not kept. */
  private @Nullable Signed signed(String text) {
    try {
      SignedJWT token = SignedJWT.parse(text);
      return isOurs(token) ? signed(token.getJWTClaimsSet()) : null;
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

  private static @Nullable Signed signed(JWTClaimsSet claims) throws ParseException {
    Date expiry = claims.getExpirationTime();
    String subject = claims.getSubject();
    String session = claims.getStringClaim(SESSION);
    if (!ISSUER.equals(claims.getIssuer())
        || expiry == null
        || subject == null
        || session == null) {
      return null;
    }
    Holder holder = new Holder(UUID.fromString(subject), UUID.fromString(session));
    return new Signed(holder, List.copyOf(claims.getAudience()), expiry.toInstant());
  }
}
