package app.countersign.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataNodeTest {
  private static final DataNode NODE =
      DataNode.parse(
          "file",
          """
          word: ' text '
          blank: ' '
          number: 4.35
          count: 3
          none: 0
          empty:
          day: '2025-03-31'
          weekday: MONDAY
          weekdays: [MONDAY, SUNDAY]
          mixed: [one, 2]
          children: [{word: first}, {word: second}]
          """);

  private static void assertFault(Consumer<DataNode> read, String message) {
    assertThatThrownBy(() -> read.accept(NODE)).isInstanceOf(DataFault.class).hasMessage(message);
  }

  @Test
  void everyKindOfFieldReadsAsWritten() {
    assertThat(NODE.text("word")).isEqualTo("text");
    assertThat(NODE.optionalText("empty")).isNull();
    assertThat(NODE.optionalDecimal("number")).isEqualTo(new BigDecimal("4.35"));
    assertThat(NODE.optionalDecimal("absent")).isNull();
    assertThat(NODE.optionalCount("count")).isEqualTo(3);
    assertThat(NODE.optionalCount("absent")).isNull();
    assertThat(NODE.date("day")).isEqualTo(LocalDate.of(2025, 3, 31));
    assertThat(NODE.oneOf("weekday", DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
    assertThat(NODE.someOf("weekdays", DayOfWeek.class))
        .containsExactly(DayOfWeek.MONDAY, DayOfWeek.SUNDAY);
    assertThat(NODE.children("children"))
        .extracting(child -> child.text("word"))
        .containsExactly("first", "second");
    assertThat(NODE.texts("absent")).isEmpty();
  }

  @Test
  void faultsNameThePlaceAndTheField() {
    assertFault(node -> node.text("absent"), "file: absent: is missing");
    assertFault(node -> node.text("blank"), "file: blank: must be a text that is not blank");
    assertFault(node -> node.text("count"), "file: count: must be a text that is not blank");
    assertFault(node -> node.texts("mixed"), "file: mixed: must hold texts that are not blank");
    assertFault(node -> node.texts("word"), "file: word: must be a list");
    assertFault(node -> node.children("mixed"), "file: mixed[0]: must be a mapping");
    assertFault(node -> node.optionalDecimal("word"), "file: word: must be a number");
    assertFault(
        node -> node.optionalCount("none"), "file: none: must be a whole number above zero");
    assertFault(
        node -> node.optionalCount("number"), "file: number: must be a whole number above zero");
    assertFault(
        node -> node.date("word"), "file: word: must be a day such as 2025-03-31, not text");
    assertFault(node -> node.allowOnly("word"), "file: blank: is not a field here");
    assertFault(
        node -> node.named("id").children("children").get(1).text("absent"),
        "file 'id': children[1]: absent: is missing");
  }

  @Test
  void aFlagIsTrueOrFalseAndAbsentIsNo() {
    DataNode node = DataNode.parse("file", "good: true\nbad: false\ntext: 'true'");

    assertThat(node.flag("good")).isTrue();
    assertThat(node.flag("bad")).isFalse();
    assertThat(node.flag("absent")).isFalse();
    assertThatThrownBy(() -> node.flag("text"))
        .isInstanceOf(DataFault.class)
        .hasMessage("file: text: must be true or false");
  }

  @ParameterizedTest
  @CsvSource({"MON", "monday"})
  void aWordThatIsNoConstantIsRefused(String word) {
    DataNode node = DataNode.parse("file", "weekday: " + word);

    assertThatThrownBy(() -> node.oneOf("weekday", DayOfWeek.class))
        .isInstanceOf(DataFault.class)
        .hasMessageStartingWith("file: weekday: " + word + " is none of [MONDAY, ");
  }

  @Test
  void whatIsNoYamlMappingIsRefused() {
    assertThatThrownBy(() -> DataNode.parse("file", "- one"))
        .isInstanceOf(DataFault.class)
        .hasMessage("file: must be a mapping");
    assertThatThrownBy(() -> DataNode.parse("file", "one: [")).isInstanceOf(DataFault.class);
    assertThatThrownBy(() -> DataNode.parse("file", "one: 1\none: 2"))
        .isInstanceOf(DataFault.class);
    assertThatThrownBy(() -> DataNode.read("no/such.yml"))
        .isInstanceOf(DataFault.class)
        .hasMessage("no/such.yml: there is no such file");
  }

  @Test
  void aMappingInsideIsReadUnderItsPlace() {
    DataNode node = DataNode.parse("file", "inner: {word: first}\nword: not a mapping");

    assertThat(node.child("inner").text("word")).isEqualTo("first");
    assertThat(node.optionalChild("absent")).isNull();
    assertThatThrownBy(() -> node.child("inner").text("absent"))
        .hasMessage("file: inner: absent: is missing");
    assertThatThrownBy(() -> node.child("absent")).hasMessage("file: absent: is missing");
    assertThatThrownBy(() -> node.child("word")).hasMessage("file: word: must be a mapping");
  }
}
