package app.countersign.extraction.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tick boxes: the words of a box that was not ticked say nothing. */
final class Boxes {
  private static final Pattern BOX =
      Pattern.compile(
          "[\u2610\u25A1]|[\u2611\u2612\u2713\u2714]|\\[ ?[x*\u2713\u2714]? ?\\]|\\( \\)|\\(x\\)");

  private static final Pattern OPTION =
      Pattern.compile("^[ :.-]*((?:option|plan|choice|package|level|tier) [a-z0-9]{1,12})\\b");

  private Boxes() {}

  /** The names, such as "option a", of what was not ticked. */
  static Set<String> untickedOptions(List<Clause> clauses) {
    Set<String> unticked = new TreeSet<>();
    Set<String> ticked = new TreeSet<>();
    for (Clause clause : clauses) {
      String text = clause.text();
      if (!text.contains("[") && !text.contains("(") && !hasSymbol(text)) {
        continue;
      }
      for (Box box : boxes(text)) {
        Matcher option = OPTION.matcher(text).region(box.end(), text.length());
        if (option.lookingAt()) {
          (box.isTicked() ? ticked : unticked).add(option.group(1));
        }
      }
    }
    unticked.removeAll(ticked);
    return ticked.isEmpty() ? Set.of() : unticked;
  }

  /** The clauses with the words of empty boxes blanked out; places stay as they are. */
  static List<Clause> withoutUnticked(List<Clause> clauses) {
    List<Clause> kept = new ArrayList<>(clauses.size());
    int emptyParagraph = -1;
    for (Clause clause : clauses) {
      String text = clause.text();
      boolean mayHaveBox = text.indexOf('[') >= 0 || text.indexOf('(') >= 0 || hasSymbol(text);
      List<Box> boxes = mayHaveBox ? boxes(text) : List.of();
      if (boxes.isEmpty()) {
        boolean isOfEmptyBox = clause.paragraph() == emptyParagraph;
        kept.add(isOfEmptyBox ? blanked(clause, List.of(new int[] {0, text.length()})) : clause);
        continue;
      }
      emptyParagraph = boxes.getLast().isTicked() || !leads(text, boxes) ? -1 : clause.paragraph();
      kept.add(blanked(clause, emptyStretches(text, boxes)));
    }
    return kept;
  }

  private record Box(int start, int end, boolean isTicked) {}

  private static boolean hasSymbol(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= 0x25A0 && text.charAt(at) <= 0x2714) {
        return true;
      }
    }
    return false;
  }

  private static List<Box> boxes(String text) {
    List<Box> boxes = new ArrayList<>();
    Matcher box = BOX.matcher(text);
    while (box.find()) {
      String inner = box.group().replaceAll("[\\[\\]() ]", "");
      boolean isTicked = !inner.isEmpty() && "\u2610\u25A1".indexOf(inner.charAt(0)) < 0;
      boxes.add(new Box(box.start(), box.end(), isTicked));
    }
    return boxes;
  }

  /** Whether boxes stand before their words rather than after them. */
  private static boolean leads(String text, List<Box> boxes) {
    boolean endsWithBox = boxes.getLast().end() >= text.stripTrailing().length();
    return !endsWithBox;
  }

  private static List<int[]> emptyStretches(String text, List<Box> boxes) {
    List<int[]> stretches = new ArrayList<>();
    boolean leads = leads(text, boxes);
    int last =
        text.indexOf(':') >= 0 && text.indexOf(':') < boxes.getFirst().start()
            ? text.indexOf(':')
            : 0;
    for (int at = 0; at < boxes.size(); at++) {
      Box box = boxes.get(at);
      int next = at + 1 < boxes.size() ? boxes.get(at + 1).start() : text.length();
      if (!box.isTicked()) {
        stretches.add(leads ? new int[] {box.start(), next} : new int[] {last, box.end()});
      }
      last = box.end();
    }
    return stretches;
  }

  private static Clause blanked(Clause clause, List<int[]> stretches) {
    return new Clause(
        clause.start(),
        clause.end(),
        clause.paragraph(),
        clause.isRow(),
        clause.folded().without(stretches));
  }
}
