package app.countersign.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  record Sample(
      BigDecimal amount,
      Instant at,
      LocalDate on,
      Duration took,
      Optional<String> note,
      Map<String, Integer> counts) {}

  private static final Sample SAMPLE =
      new Sample(
          new BigDecimal("12345678901234567890.10"),
          Instant.parse("2026-03-01T12:00:00.000001Z"),
          LocalDate.parse("2026-03-01"),
          Duration.ofMillis(1_500),
          Optional.empty(),
          Map.of("b", 2, "a", 1));

  @Test
  void valuesAreTextThatKeepsEveryDigitAndOrdersItsKeys() {
    assertThat(Json.write(SAMPLE))
        .isEqualTo(
            "{\"amount\":12345678901234567890.10,\"at\":\"2026-03-01T12:00:00.000001Z\","
                + "\"on\":\"2026-03-01\",\"took\":\"PT1.5S\",\"note\":null,"
                + "\"counts\":{\"a\":1,\"b\":2}}");
  }

  @Test
  void whatIsNotKnownMayBeLeftOutAndReadsBackEqual() {
    record Seen(String name, @Nullable BigDecimal value, boolean met, List<Seen> more) {}
    Seen seen =
        new Seen("a", null, false, List.of(new Seen("b", new BigDecimal("1.0"), true, List.of())));

    assertThat(Json.writeKnown(seen))
        .isEqualTo(
            "{\"name\":\"a\",\"met\":false,"
                + "\"more\":[{\"name\":\"b\",\"value\":1.0,\"met\":true,\"more\":[]}]}");
    assertThat(Json.read(Json.writeKnown(seen), Seen.class)).isEqualTo(seen);
  }

  @Test
  void whatWasWrittenReadsBackEqual() {
    assertThat(Json.read(Json.write(SAMPLE), Sample.class)).isEqualTo(SAMPLE);
    assertThat(Json.read("[1.10]", new TypeReference<List<Object>>() {}))
        .containsExactly(new BigDecimal("1.10"));
    assertThat(Json.mapper().createObjectNode().put("a", new BigDecimal("1.10")).toString())
        .isEqualTo("{\"a\":1.10}");
  }

  @Test
  void aPropertyThatIsNoMoreIsPassedOver() {
    record Short(int kept) {}

    assertThat(Json.read("{\"kept\":1,\"gone\":{\"a\":[]}}", Short.class)).isEqualTo(new Short(1));
  }

  @Test
  void whatIsNotTheValueIsRefused() {
    record Number(int value) {}

    assertThatThrownBy(() -> Json.read("{\"value\":null}", Number.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.read("{", new TypeReference<List<String>>() {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.write(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("java.lang.Object cannot be written as JSON.");
  }
}
