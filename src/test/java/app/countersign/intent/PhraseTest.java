package app.countersign.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.data.DataFault;
import app.countersign.platform.data.DataNode;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTest {
  private static final DataNode FILE = DataNode.parse("phrases.yml", "{}");
  private static final Map<String, Set<String>> SETS = Map.of("pay", Set.of("pay", "pays"));

  private static Phrase phrase(String text) {
    return Phrase.parse(FILE, text, SETS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "who @pay;who pays;2",
        "who @pay;who payed;-1",
        "who ?will @pay;who will pay;3",
        "who ?will @pay;who pays;2",
        "who ..2 pay|owe;who of us pay;4",
        "who ..2 pay|owe;who of us here pay;-1",
        "who ..2 pay;who. pay;-1",
        "^ who;who pays;1",
        "who $;who?!;1",
        "who $;who pays;-1",
        "pay #amount;pay 20 bucks;2",
        "pay #number;pay 7;2",
      })
  void aPhraseEndsAfterItsLastUnit(String phrase, String text, int end) {
    Tokens tokens = Tokens.of(text);
    ZonedDateTime day = ZonedDateTime.parse("2026-03-18T12:00:00Z");
    Entities named =
        phrase.contains("#number")
            ? Entities.find("", day, MessageContext.SOLO)
            : Entities.find(text, day, MessageContext.SOLO);

    Units units = Units.of(tokens, named, word -> word);

    assertThat(phrase(phrase).end(units, 0)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..2 pay", "?a pay", "pay ..7 who", "@nobody pays", "a b c d e f g h i j k l m"})
  void aPhraseThatCouldRunWildIsRefusedWithItsText(String text) {
    assertThatThrownBy(() -> phrase(text)).isInstanceOf(DataFault.class).hasMessageContaining(text);
  }
}
