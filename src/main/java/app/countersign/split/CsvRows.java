package app.countersign.split;

import java.util.ArrayList;
import java.util.List;

/** Rows of comma-separated values by RFC 4180, strict; also with line feeds alone. */
final class CsvRows {
  private static final int LONGEST_FIELD = 10_000;
  private static final char NONE = '\0';

  /**
   * @param line on which the row begins, from 1; a quoted field may go over several
   */
  record Row(int line, List<String> fields) {}

  private final String text;
  private int position;
  private int line = 1;

  private CsvRows(String text) {
    this.text = text;
  }

  /** All rows; empty lines are none. */
  static List<Row> of(String text, int most) {
    var reader = new CsvRows(text);
    var rows = new ArrayList<Row>();
    while (reader.position < text.length()) {
      Row row = reader.row();
      if (row.fields().size() > 1 || !row.fields().getFirst().isEmpty()) {
        rows.add(row);
      }
      if (rows.size() > most) {
        throw new InvalidOrderFile(row.line(), "", "At most %d rows are read.".formatted(most));
      }
    }
    return rows;
  }

  private Row row() {
    int begin = line;
    var fields = new ArrayList<String>();
    while (true) {
      fields.add(peek() == '"' ? quoted() : plain());
      if (peek() != ',') {
        endOfLine();
        return new Row(begin, fields);
      }
      position++;
    }
  }

  private String plain() {
    int begin = position;
    while (position < text.length() && ",\r\n".indexOf(peek()) < 0) {
      if (peek() == '"') {
        throw refused("A quote stands in a field that does not begin with one.");
      }
      position++;
    }
    return bounded(text.substring(begin, position));
  }

  private String quoted() {
    int begin = line;
    var field = new StringBuilder();
    position++;
    while (position < text.length()) {
      char next = text.charAt(position++);
      if (next == '"') {
        if (peek() != '"') {
          return bounded(field.toString());
        }
        position++;
      }
      if (next == '\n') {
        line++;
      }
      field.append(next);
    }
    throw new InvalidOrderFile(begin, "", "A quoted field has no end.");
  }

  private void endOfLine() {
    if (position >= text.length()) {
      return;
    }
    if (text.startsWith("\r\n", position)) {
      position += 2;
    } else if (peek() == '\n') {
      position++;
    } else {
      throw refused("A comma or the end of the line is expected here.");
    }
    line++;
  }

  private char peek() {
    return position < text.length() ? text.charAt(position) : NONE;
  }

  private String bounded(String field) {
    if (field.length() > LONGEST_FIELD) {
      throw refused("A field has at most %d characters.".formatted(LONGEST_FIELD));
    }
    if (field.indexOf(NONE) >= 0) {
      throw refused("A field has a character that no text has.");
    }
    return field;
  }

  private InvalidOrderFile refused(String message) {
    return new InvalidOrderFile(line, "", message);
  }
}
