package app.countersign.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputBinderTest {
  private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

  enum Colour {
    RED
  }

  record Input(
      List<UUID> ids,
      @Nullable Colour colour,
      @Nullable BigDecimal amount,
      @Nullable OffsetDateTime at,
      @Nullable LocalDate day,
      @Nullable Optional<String> note) {}

  record Picky(String name) {
    Picky {
      if (name.isBlank()) {
        throw new IllegalArgumentException("A name is not blank.");
      }
    }
  }

  @Test
  void valuesAreBoundExactly() {
    Input input =
        InputBinder.input(
            Map.of(
                "ids", List.of(ID.toString()),
                "colour", "RED",
                "amount", new BigDecimal("1249.00"),
                "at", OffsetDateTime.parse("2026-03-01T10:30:00+01:00"),
                "day", LocalDate.of(2026, 3, 1)),
            Input.class);

    assertThat(input)
        .isEqualTo(
            new Input(
                List.of(ID),
                Colour.RED,
                new BigDecimal("1249.00"),
                OffsetDateTime.parse("2026-03-01T10:30:00+01:00"),
                LocalDate.of(2026, 3, 1),
                null));
  }

  @Test
  void leftOutNullAndGivenAreThreeThings() {
    Map<String, Object> explicit = new HashMap<>(Map.of("ids", List.of()));
    explicit.put("note", null);

    assertThat(InputBinder.input(Map.of("ids", List.of()), Input.class).note()).isNull();
    assertThat(InputBinder.input(explicit, Input.class).note()).isEmpty();
    assertThat(InputBinder.input(Map.of("ids", List.of(), "note", "x"), Input.class).note())
        .contains("x");
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsPlace() {
    assertThat(refusal(Map.of("ids", List.of(ID.toString(), "x")), Input.class))
        .isEqualTo(
            UserError.of(
                UserErrorCode.NOT_FOUND, "There is nothing with this id.", "input", "ids", "1"));
    assertThat(refusal(Map.of("ids", List.of("")), Input.class))
        .isEqualTo(
            UserError.of(
                UserErrorCode.NOT_FOUND, "There is nothing with this id.", "input", "ids", "0"));
    assertThat(refusal(Map.of("ids", List.of(), "colour", "BLUE"), Input.class))
        .isEqualTo(
            UserError.of(
                UserErrorCode.INVALID_INPUT,
                "This value is missing or malformed.",
                "input",
                "colour"));
    assertThat(refusal(Map.of("name", " "), Picky.class))
        .isEqualTo(UserError.of(UserErrorCode.INVALID_INPUT, "A name is not blank.", "input"));
  }

  @Test
  void aTextThatIsNoDecimalIsRefusedWithItsPlaceAndWhatToWrite() {
    assertThat(
            refusal(
                Map.of("price", Map.of("amount", new Scalars.NotADecimal("$1,249.00"))),
                Priced.class))
        .isEqualTo(
            UserError.of(
                UserErrorCode.INVALID_INPUT,
                "Write a number with digits and a point, such as 1249.00: no currency sign, no"
                    + " thousands separator.",
                "input",
                "price",
                "amount"));
  }

  private record Priced(Price price) {}

  private record Price(BigDecimal amount) {}

  @Test
  void argumentsThatDoNotFitAreBadRequests() {
    assertThatThrownBy(() -> InputBinder.argument("subject", "x", UUID.class))
        .isInstanceOfSatisfying(
            RequestError.class,
            error -> assertThat(error.code()).isEqualTo(RequestErrorCode.BAD_REQUEST))
        .hasMessage("There is nothing with this id. (at subject)");
    assertThat(InputBinder.arguments("ids", List.of(ID.toString()), UUID.class))
        .containsExactly(ID);
    assertThat(InputBinder.arguments("ids", null, UUID.class)).isEmpty();
  }

  @Test
  void equalInputsHaveEqualHashes() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("a", 1);
    one.put("b", List.of("x"));
    Map<String, Object> two = new LinkedHashMap<>();
    two.put("b", List.of("x"));
    two.put("a", 1);

    assertThat(InputBinder.canonical(one)).isEqualTo(InputBinder.canonical(two));
    assertThat(InputBinder.canonical(Map.of("a", 2))).isNotEqualTo(InputBinder.canonical(one));
  }

  @Test
  void treesBecomePlainValues() throws Exception {
    assertThat(InputBinder.plain(NullNode.getInstance())).isNull();
    assertThat(InputBinder.plain(new ObjectMapper().readTree("[1]"))).isEqualTo(List.of(1));
  }

  private static UserError refusal(Map<String, ?> values, Class<?> type) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> InputBinder.input(values, type));
    assertThat(refused.errors()).hasSize(1);
    return refused.errors().getFirst();
  }
}
