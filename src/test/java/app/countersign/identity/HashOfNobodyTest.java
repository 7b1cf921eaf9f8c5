package app.countersign.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class HashOfNobodyTest {
  @Test
  void itCostsWhatTheHashOfSomebodyCosts() {
    Argon2PasswordEncoder encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    String somebody = encoder.encode("a password of somebody");

    String nobody = Passwords.hashOfNobody();

    assertThat(nobody).hasSameSizeAs(somebody);
    assertThat(settings(nobody)).isEqualTo(settings(somebody));
    assertThat(encoder.upgradeEncoding(nobody)).isFalse();
    assertThat(encoder.matches("", nobody)).isFalse();
    assertThat(Passwords.hashOfNobody()).isNotEqualTo(nobody);
  }

  private static String settings(String hash) {
    return hash.substring(0, hash.indexOf('$', hash.indexOf("p=")));
  }
}
