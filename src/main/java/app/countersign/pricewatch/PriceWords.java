package app.countersign.pricewatch;

import app.countersign.platform.data.DataNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How questions about prices are read, from {@code pricewatch/words.yml}. */
final class PriceWords {
  private static final String FILE = "pricewatch/words.yml";

  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> passedOver;
  private final Set<String> inNames;
  private final Set<String> endings;

  private record Rule(PriceCommand command, Pattern pattern) {}

  private PriceWords(DataNode file) {
    file.allowOnly("commands", "passedOver", "inNames", "endings");
    for (DataNode node : file.children("commands")) {
      node.allowOnly("command", "pattern");
      try {
        rules.add(
            new Rule(
                node.oneOf("command", PriceCommand.class), Pattern.compile(node.text("pattern"))));
      } catch (PatternSyntaxException malformed) {
        throw node.fault("pattern", malformed.getDescription());
      }
    }
    passedOver = words(file.text("passedOver"));
    inNames = words(file.text("inNames"));
    endings = words(file.text("endings"));
  }

  static PriceWords load() {
    return new PriceWords(DataNode.read(FILE));
  }

  /** What a message in lower case asks for. */
  PriceCommand command(String message) {
    for (Rule rule : rules) {
      if (rule.pattern().matcher(message).find()) {
        return rule.command();
      }
    }
    return PriceCommand.JUDGE;
  }

  boolean isPassedOver(String word) {
    return passedOver.contains(word);
  }

  boolean mayStandInName(String word) {
    return inNames.contains(word);
  }

  boolean mayEndName(String word) {
    return endings.contains(word);
  }

  private static Set<String> words(String text) {
    return Set.copyOf(List.of(text.split("\\s+", -1)));
  }
}
