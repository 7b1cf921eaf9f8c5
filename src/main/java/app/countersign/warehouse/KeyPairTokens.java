package app.countersign.warehouse;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tokens by which the warehouse knows who asks: RS256, issued by {@code
 * ACCOUNT.USER.SHA256:<fingerprint of the public key>}, subject {@code ACCOUNT.USER}, good for less
 * than an hour and made anew some minutes before they end.
 */
final class KeyPairTokens {
  private static final Duration LIFETIME = Duration.ofMinutes(55);
  private static final Duration RESERVE = Duration.ofMinutes(5);

  private final String subject;
  private final String issuer;
  private final RSASSASigner signer;
  private final Clock clock;
  private @Nullable Token current;

  private record Token(String text, Instant endsAt) {}

  /**
   * Tokens for a user.
   *
   * @throws IllegalArgumentException where the key is none; its text is not in the message
   */
  KeyPairTokens(String account, String user, String privateKey, Clock clock) {
    RSAPrivateCrtKey key = key(privateKey);
    // A locator with a region is known without it, and other points are written as hyphens.
    String name = account.strip().toUpperCase(Locale.ROOT).replace('.', '-');
    this.subject = name + "." + user.strip().toUpperCase(Locale.ROOT);
    this.issuer = subject + ".SHA256:" + fingerprint(key);
    this.signer = new RSASSASigner((PrivateKey) key);
    this.clock = clock;
  }

  /** A token that is good for some minutes at least. */
  synchronized String token() {
    Instant now = clock.instant();
    Token known = current;
    if (known == null || !now.isBefore(known.endsAt().minus(RESERVE))) {
      known = new Token(sign(now, now.plus(LIFETIME)), now.plus(LIFETIME));
      current = known;
    }
    return known.text();
  }

  private String sign(Instant now, Instant endsAt) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.RS256),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(endsAt))
                .build());
    try {
      token.sign(signer);
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a key that cannot sign", impossible);
    }
    return token.serialize();
  }

  private static RSAPrivateCrtKey key(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s|\\\\n", "");
    try {
      byte[] encoded = Base64.getDecoder().decode(base64);
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (key instanceof RSAPrivateCrtKey rsa) {
        return rsa;
      }
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // Said below without the cause, which may quote the key.
    }
    throw new IllegalArgumentException(
        "countersign.warehouse.private-key is not an RSA key in PKCS #8");
  }

  private static String fingerprint(RSAPrivateCrtKey key) {
    try {
      byte[] publicKey =
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
              .getEncoded();
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(publicKey));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("RSA and SHA-256 are everywhere", impossible);
    }
  }
}
