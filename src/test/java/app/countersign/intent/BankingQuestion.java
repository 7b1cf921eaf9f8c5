package app.countersign.intent;

import app.countersign.platform.data.DataNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A question of banking77's test set with its own intent's name. */
record BankingQuestion(String text, String category) {
  static List<BankingQuestion> all() throws IOException {
    List<BankingQuestion> questions = new ArrayList<>();
    for (List<String> row : rows(read("intent/banking77/test.csv"))) {
      questions.add(new BankingQuestion(row.get(0), row.get(1)));
    }
    return questions.subList(1, questions.size());
  }

  /** What each of the 77 asks for in a money chat. */
  static Map<String, Intent> mapping() {
    Map<String, Intent> mapping = new LinkedHashMap<>();
    DataNode.read("intent/banking77/mapping.yml")
        .children("intents")
        .forEach(node -> mapping.put(node.text("name"), node.oneOf("intent", Intent.class)));
    return mapping;
  }

  static String read(String resource) throws IOException {
    try (InputStream stream =
        BankingQuestion.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException(resource + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Rows of RFC 4180, where a quoted field may hold line breaks. */
  private static List<List<String>> rows(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < csv.length(); at++) {
      char letter = csv.charAt(at);
      boolean doubled = quoted && letter == '"' && csv.startsWith("\"\"", at);
      if (doubled) {
        field.append(letter);
        at++;
      } else if (letter == '"') {
        quoted = !quoted;
      } else if (!quoted && (letter == ',' || letter == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (letter == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (quoted || letter != '\r') {
        field.append(letter);
      }
    }
    return rows;
  }
}
