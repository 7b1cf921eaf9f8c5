package app.countersign.intent;

import app.countersign.money.Money;
import app.countersign.platform.data.DataNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words by which amounts, directions in time and names are known. */
record EntityWords(
    Map<String, String> currencies,
    Map<String, String> hundredths,
    Set<String> about,
    Set<String> moneyBefore,
    Set<String> fillers,
    Set<String> notMoneyAfter,
    Set<String> moneyAfter,
    Set<String> pastWords,
    Set<String> nameBefore,
    Set<String> nameAfter,
    Set<String> notNames,
    Set<String> plainWords,
    Set<String> wordsThatAreNames) {

  static EntityWords read(String resource) {
    DataNode file =
        DataNode.read(resource)
            .allowOnly(
                "currencies",
                "about",
                "moneyBefore",
                "fillers",
                "notMoneyAfter",
                "moneyAfter",
                "pastWords",
                "nameBefore",
                "nameAfter",
                "notNames",
                "plainWords",
                "wordsThatAreNames");
    Map<String, String> currencies = new HashMap<>();
    Map<String, String> hundredths = new HashMap<>();
    for (DataNode node : file.children("currencies")) {
      node.allowOnly("code", "words", "hundredths");
      String code = node.text("code");
      if (!Money.isCurrency(code)) {
        throw node.fault("code", code + " is no currency");
      }
      node.texts("words").forEach(word -> currencies.put(word, code));
      node.texts("hundredths").forEach(word -> hundredths.put(word, code));
    }
    return new EntityWords(
        Map.copyOf(currencies),
        Map.copyOf(hundredths),
        words(file, "about"),
        words(file, "moneyBefore"),
        words(file, "fillers"),
        words(file, "notMoneyAfter"),
        words(file, "moneyAfter"),
        words(file, "pastWords"),
        words(file, "nameBefore"),
        words(file, "nameAfter"),
        words(file, "notNames"),
        words(file, "plainWords"),
        words(file, "wordsThatAreNames"));
  }

  private static Set<String> words(DataNode file, String field) {
    return Set.copyOf(List.of(file.text(field).strip().split("\\s+")));
  }
}
