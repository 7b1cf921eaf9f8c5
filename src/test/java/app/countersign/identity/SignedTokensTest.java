package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.identity.SignedTokens.Audience;
import app.countersign.identity.SignedTokens.Holder;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokensTest {
  private static final String SECRET = "a secret of at least thirty-two bytes";
  private static final String OTHER_SECRET = "another secret of thirty-two bytes or so";
  private static final Holder HOLDER = new Holder(new UUID(1, 2), new UUID(3, 4));

  private final TestClock clock = new TestClock();
  private final SigningKeys keys = keys(SECRET, null);
  private final SignedTokens tokens = new SignedTokens(keys, clock);

  @Test
  void aTokenTellsItsHolderUntilItExpires() {
    String token = tokens.sign(Audience.API, HOLDER, inTenMinutes());

    assertThat(tokens.read(Audience.API, token)).contains(HOLDER);
    clock.advance(Duration.ofMinutes(10).minusNanos(1));
    assertThat(tokens.read(Audience.API, token)).contains(HOLDER);
    clock.advance(Duration.ofNanos(1));
    assertThat(tokens.read(Audience.API, token)).isEmpty();
  }

  @Test
  void aTokenSaysWhoAndUntilWhenButNotWhatOneMayDo() throws Exception {
    String token = tokens.sign(Audience.API, HOLDER, inTenMinutes());

    SignedJWT read = SignedJWT.parse(token);

    assertThat(read.getHeader().toJSONObject()).containsOnlyKeys("alg", "typ", "kid");
    assertThat(read.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
    assertThat(read.getJWTClaimsSet().getClaims())
        .containsOnlyKeys("iss", "aud", "sub", "sid", "jti", "iat", "exp");
  }

  @Test
  void aTokenForOneThingIsNoneForAnother() {
    assertThat(tokens.read(Audience.API, tokens.sign(Audience.PAGE, HOLDER, inTenMinutes())))
        .isEmpty();
    assertThat(tokens.read(Audience.PAGE, tokens.sign(Audience.API, HOLDER, inTenMinutes())))
        .isEmpty();
  }

  @Test
  void whatWasSignedHereInTheSameWayIsRead() throws Exception {
    assertThat(tokens.read(Audience.API, forged(JWSAlgorithm.HS256, keys.current(), same -> same)))
        .contains(HOLDER);
  }

  @Test
  void otherAlgorithmsAreRefused() throws Exception {
    SigningKeys.Key longer = new SigningKeys.Key(keys.current().id(), new byte[64]);

    assertThat(tokens.read(Audience.API, forged(JWSAlgorithm.HS512, longer, same -> same)))
        .isEmpty();
    assertThat(tokens.read(Audience.API, new PlainJWT(claims().build()).serialize())).isEmpty();
  }

  @Test
  void anotherSecretUnderTheSameIdIsRefused() throws Exception {
    byte[] theirs = keys(OTHER_SECRET, null).current().secret();
    SigningKeys.Key key = new SigningKeys.Key(keys.current().id(), theirs);

    assertThat(tokens.read(Audience.API, forged(JWSAlgorithm.HS256, key, same -> same))).isEmpty();
  }

  @Test
  void anUnknownKeyIsRefused() {
    SignedTokens others = new SignedTokens(keys(OTHER_SECRET, null), clock);

    String token = others.sign(Audience.API, HOLDER, inTenMinutes());

    assertThat(tokens.read(Audience.API, token)).isEmpty();
  }

  @Test
  void tokensOfThePreviousSecretAreReadButNotMade() {
    String before = tokens.sign(Audience.API, HOLDER, inTenMinutes());
    SignedTokens rotated = new SignedTokens(keys(OTHER_SECRET, SECRET), clock);

    assertThat(rotated.read(Audience.API, before)).contains(HOLDER);
    assertThat(tokens.read(Audience.API, rotated.sign(Audience.API, HOLDER, inTenMinutes())))
        .isEmpty();
  }

  @Test
  void claimsThatAreMissingOrNotOursAreRefused() throws Exception {
    assertRefused(claims -> claims.issuer("somebody"));
    assertRefused(claims -> claims.issuer(null));
    assertRefused(claims -> claims.audience("somebody"));
    assertRefused(claims -> claims.audience((String) null));
    assertRefused(claims -> claims.subject(null));
    assertRefused(claims -> claims.subject("not an id"));
    assertRefused(claims -> claims.claim("sid", null));
    assertRefused(claims -> claims.claim("sid", 7));
    assertRefused(claims -> claims.expirationTime(null));
    assertRefused(claims -> claims.expirationTime(Date.from(clock.instant())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "..", "eyJhbGciOiJIUzI1NiJ9.e30.", "\u0000"})
  void garbageIsNoToken(String text) {
    assertThat(tokens.read(Audience.API, text)).isEmpty();
  }

  @Test
  void aTokenWithOneCharacterChangedIsNone() {
    String token = tokens.sign(Audience.API, HOLDER, inTenMinutes());

    for (int place = 0; place < token.length() - 1; place++) {
      char other = token.charAt(place) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, place) + other + token.substring(place + 1);

      assertThat(tokens.read(Audience.API, changed)).as("place %d", place).isEmpty();
    }
    assertThat(tokens.read(Audience.API, token + "x".repeat(2_000))).isEmpty();
  }

  private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    String token = forged(JWSAlgorithm.HS256, keys.current(), change);

    assertThat(tokens.read(Audience.API, token)).isEmpty();
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("countersign")
        .audience("countersign-api")
        .subject(HOLDER.personId().toString())
        .claim("sid", HOLDER.sessionId().toString())
        .expirationTime(Date.from(inTenMinutes()));
  }

  private String forged(
      JWSAlgorithm algorithm, SigningKeys.Key key, UnaryOperator<JWTClaimsSet.Builder> change)
      throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(algorithm).keyID(key.id()).build();
    SignedJWT token = new SignedJWT(header, change.apply(claims()).build());
    token.sign(new MACSigner(key.secret()));
    return token.serialize();
  }

  private Instant inTenMinutes() {
    return clock.instant().plus(Duration.ofMinutes(10));
  }

  private static SigningKeys keys(String secret, @Nullable String previous) {
    return new SigningKeys(secret, previous, SigningKeysTest.environment(), Optional.empty());
  }
}
