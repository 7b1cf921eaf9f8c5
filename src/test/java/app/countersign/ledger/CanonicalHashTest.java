package app.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalHashTest {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static String hash(String json) {
    try {
      return CanonicalHash.of(MAPPER.readTree(json));
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theFormIsSortedPlainAndPrefixedByLengths() throws Exception {
    assertThat(hash("{ \"b\": [1.50, null, true, false], \"a\": \"é\" }"))
        .isEqualTo(sha256("{1:a2:é1:b[n3:1.5ztf]}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10, 8_170, 8_180, 8_185, 8_190, 8_192, 8_193, 20_000, 99_999})
  void textsOfAnyLengthAreHashedWhole(int length) throws Exception {
    String text = "x".repeat(length);

    assertThat(hash("[\"%1$s\",\"%1$s\",0,{}]".formatted(text)))
        .isEqualTo(sha256("[%1$d:%2$s%1$d:%2$sn1:0{}]".formatted(length, text)));
  }

  @Test
  void manySmallPartsAreHashedWhole() throws Exception {
    int count = 5_000;

    assertThat(hash("[" + "[],".repeat(count) + "null]"))
        .isEqualTo(sha256("[" + "[]".repeat(count) + "z]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":[{\"b\":\"x\"},{\"b\":\"\\u0000\"}]} | a[1].b",
        "{\"a\":\"\\ud800\"} | a",
        "{\"a\":{\"\\udc00\":1}} | a",
        "\"\\u0000\" | $",
        "{\"\\u0000\":1} | $"
      })
  void whatIsNoTextIsNamedByItsPlace(String json, String path) {
    assertThatThrownBy(() -> hash(json))
        .isInstanceOfSatisfying(
            RefusedDocument.class,
            refused -> {
              assertThat(refused.refusal().path()).isEqualTo(path);
              assertThat(refused.refusal().reason()).isEqualTo(ImportResult.Reason.BAD_TEXT);
            });
  }
}
