package app.countersign.knot;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.knot.KnotSignature.Signed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose reports are believed. */
class KnotSignatureTest {
  private static final Signed SIGNED = new Signed("210", "application/json", "HMAC-SHA256", 210);

  private final KnotSignature signature =
      new KnotSignature(
          new KnotConfiguration(
              URI.create("https://knot.example"),
              "client",
              "new-secret",
              "old-secret",
              "2.0",
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              1,
              Duration.ZERO));

  private static KnotReport report(String event, @Nullable String session) {
    return new KnotReport(event, session, null, null, null, List.of(), null, null);
  }

  private static String sign(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static final String WITH_SESSION =
      "Content-Length|210|Content-Type|application/json|Encryption-Type|HMAC-SHA256"
          + "|event|AUTHENTICATED|session_id|s-1";
  private static final String WITHOUT =
      "Content-Length|210|Content-Type|application/json|Encryption-Type|HMAC-SHA256"
          + "|event|MERCHANT_STATUS_UPDATE";

  @Test
  void headersEventAndSessionAreCovered() throws Exception {
    String right = sign("new-secret", WITH_SESSION);

    assertThat(signature.isRight(SIGNED, report("AUTHENTICATED", "s-1"), right)).isTrue();
    assertThat(signature.isRight(SIGNED, report("AUTHENTICATED", "s-2"), right)).isFalse();
    assertThat(signature.isRight(SIGNED, report("AUTHENTICATED", null), right)).isFalse();
    assertThat(signature.isRight(SIGNED, report("OTP_REQUIRED", "s-1"), right)).isFalse();
    assertThat(signature.isRight(SIGNED, report("AUTHENTICATED", "s-1"), null)).isFalse();
    assertThat(signature.isRight(SIGNED, report("AUTHENTICATED", "s-1"), "")).isFalse();
  }

  @Test
  void aSessionThatIsNotThereIsLeftOut() throws Exception {
    assertThat(
            signature.isRight(
                SIGNED, report("MERCHANT_STATUS_UPDATE", null), sign("new-secret", WITHOUT)))
        .isTrue();
  }

  @Test
  void theSecretBeforeIsBelievedWhileItIsBeingChanged() throws Exception {
    KnotReport report = report("MERCHANT_STATUS_UPDATE", null);

    assertThat(signature.isRight(SIGNED, report, sign("old-secret", WITHOUT))).isTrue();
    assertThat(signature.isRight(SIGNED, report, sign("older-secret", WITHOUT))).isFalse();
  }

  @Test
  void whatIsNotAsItIsSignedIsRefused() throws Exception {
    KnotReport report = report("MERCHANT_STATUS_UPDATE", null);
    String right = sign("new-secret", WITHOUT);

    for (Signed other :
        List.of(
            new Signed("210", "application/json", "HMAC-SHA256", 211),
            new Signed(null, "application/json", "HMAC-SHA256", 210),
            new Signed("210", null, "HMAC-SHA256", 210),
            new Signed("210", "text/plain", "HMAC-SHA256", 210),
            new Signed("210", "application/json", "none", 210))) {
      assertThat(signature.isRight(other, report, right)).as("%s", other).isFalse();
    }
  }
}
