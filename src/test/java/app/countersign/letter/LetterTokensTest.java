package app.countersign.letter;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTokensTest {
  private static final UUID SUBJECT = UUID.fromString("018f0000-0000-7000-8000-000000000001");

  private final LetterTokens tokens = new LetterTokens(keyed("one"));

  private static Fingerprint keyed(String secret) {
    return new Fingerprint() {
      @Override
      public byte[] of(byte[] input) {
        try {
          MessageDigest digest = MessageDigest.getInstance("SHA-256");
          digest.update(secret.getBytes(StandardCharsets.UTF_8));
          return digest.digest(input);
        } catch (NoSuchAlgorithmException impossible) {
          throw new AssertionError(impossible);
        }
      }

      @Override
      public boolean isOf(byte[] fingerprint, byte[] input) {
        return Arrays.equals(fingerprint, of(input));
      }
    };
  }

  @Test
  void aTokenNamesItsSubjectToItsOwnKindOfLetterOnly() {
    String token = tokens.token(LetterKind.VERIFY_EMAIL, SUBJECT);

    assertThat(token).matches("[A-Za-z0-9_-]{64}");
    assertThat(tokens.token(LetterKind.VERIFY_EMAIL, SUBJECT)).isEqualTo(token);
    assertThat(tokens.subject(LetterKind.VERIFY_EMAIL, token)).isEqualTo(SUBJECT);
    assertThat(tokens.subject(LetterKind.VERIFY_EMAIL, " " + token + "\n")).isEqualTo(SUBJECT);
    assertThat(tokens.subject(LetterKind.RESET_PASSWORD, token)).isNull();
  }

  @Test
  void aTokenOfAnotherSecretOrSubjectIsNone() {
    String token = tokens.token(LetterKind.VERIFY_EMAIL, SUBJECT);
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    bytes[15] ^= 1;
    String other = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

    assertThat(tokens.subject(LetterKind.VERIFY_EMAIL, other)).isNull();
    assertThat(new LetterTokens(keyed("two")).subject(LetterKind.VERIFY_EMAIL, token)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "?", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA"})
  void whatIsNoTokenIsNone(String text) {
    assertThat(tokens.subject(LetterKind.VERIFY_EMAIL, text)).isNull();
    assertThat(tokens.subject(LetterKind.VERIFY_EMAIL, "A".repeat(201))).isNull();
  }
}
