package app.countersign.extraction.rules;

import app.countersign.document.DocumentText;
import app.countersign.document.Source;
import app.countersign.extraction.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A document prepared for the readers of the single terms. */
final class Contract {
  private static final int LONGEST_QUOTE = 400;
  private static final int LONGEST_HEADING = 70;
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "\\bfor"
              + " example\\b|\\bexamples?\\s*\\d{0,2}:|\\bexample\\b.{0,40}:|\\be\\.g\\.|\\billustrat|\\bhypothetical|\\bfor"
              + " instance\\b|^(?:assum(?:e|ing)|suppose)\\b");
  private static final Pattern HEADING_NUMBER =
      Pattern.compile("^(?:section|article|part|[\\divx.()a-z]{1,4}[.)])\\s*");

  /** So many characters about one term are looked at closely; thirty pages hold fewer in all. */
  static final int MOST_LETTERS = 80_000;

  private static final int CROWDED = 40;

  private final DocumentText document;
  private final @Nullable String jurisdiction;
  private final List<Passage> passages;
  private final Set<Integer> suspectPages = new TreeSet<>();

  private Contract(DocumentText document, @Nullable String jurisdiction) {
    this.document = document;
    this.jurisdiction = jurisdiction;
    this.passages = prepare();
  }

  static Contract of(DocumentText document, @Nullable String jurisdiction) {
    return new Contract(document, jurisdiction);
  }

  /** What may be evidence, in order. */
  List<Passage> passages() {
    return passages;
  }

  /** The pages on which text was left out because it speaks to a reader's machine. */
  Set<Integer> suspectPages() {
    return suspectPages;
  }

  /** Whether a passage counts for this contract. */
  Scope.Standing standing(Passage passage) {
    return passage.scope().standing(jurisdiction);
  }

  String content() {
    return document.content();
  }

  private List<Passage> prepare() {
    List<Clause> cut = Passages.of(document.content());
    Set<String> unticked = Boxes.untickedOptions(cut);
    List<Clause> clauses = Boxes.withoutUnticked(cut);
    List<Scope> scopes = Addenda.scopes(clauses);
    Set<Integer> suspects = InstructionGuard.suspects(clauses);
    List<Passage> prepared = new ArrayList<>(clauses.size());
    String heading = "";
    int exampleParagraph = -1;
    int paragraph = -1;
    for (int at = 0; at < clauses.size(); at++) {
      Clause clause = clauses.get(at);
      boolean isFirst = clause.paragraph() != paragraph;
      paragraph = clause.paragraph();
      if (suspects.contains(at)) {
        suspectPages.add(document.pageAt(clause.start()));
        continue;
      }
      if (unticked.stream().anyMatch(clause.text()::contains)) {
        continue;
      }
      if (isFirst && isHeading(clause)) {
        heading = clause.text();
      }
      if (mayBeExample(clause.text()) && EXAMPLE.matcher(clause.text()).find()) {
        exampleParagraph = paragraph;
      }
      boolean isExample = paragraph == exampleParagraph || heading.contains("example");
      prepared.add(new Passage(clause, scopes.get(at), heading, isExample));
    }
    return prepared;
  }

  private static boolean mayBeExample(String text) {
    return text.contains("example")
        || text.contains("e.g.")
        || text.contains("illustrat")
        || text.contains("hypothet")
        || text.contains("instance")
        || text.startsWith("assum")
        || text.startsWith("suppose");
  }

  /** A short line without a number of its own, at the start of a paragraph. */
  private boolean isHeading(Clause clause) {
    if (clause.isRow() || clause.text().length() > 2 * LONGEST_HEADING) {
      return false;
    }
    String text = HEADING_NUMBER.matcher(clause.text()).replaceFirst("");
    if (text.length() > LONGEST_HEADING || text.isBlank()) {
      return false;
    }
    boolean hasValue = text.indexOf('$') >= 0 || text.indexOf('%') >= 0 || text.indexOf('_') >= 0;
    return !hasValue && text.split(" ").length <= 9 && isTitle(clause);
  }

  /** Whether most of its words are capitalised. */
  private boolean isTitle(Clause clause) {
    int words = 0;
    int capitals = 0;
    for (String word : content().substring(clause.start(), clause.end()).split("\\s+")) {
      if (word.length() > 3 && Character.isLetter(word.charAt(0))) {
        words++;
        capitals += Character.isUpperCase(word.charAt(0)) ? 1 : 0;
      }
    }
    return words > 0 && capitals * 2 > words;
  }

  /** The term that a piece of evidence states. */
  <T> Term<T> term(Evidence<T> evidence, @Nullable String note) {
    int start = evidence.wordsStart();
    int end = evidence.wordsEnd();
    return new Term<>(
        evidence.value(),
        content().substring(start, end),
        BigDecimal.valueOf(evidence.score()),
        source(evidence.passage().clause(), start, end),
        note);
  }

  /** The clause around words, or where that is long the part of it around them. */
  private Source source(Clause clause, int start, int end) {
    int from = clause.start();
    int to = clause.end();
    if (to - from > LONGEST_QUOTE) {
      int margin = Math.max(0, (LONGEST_QUOTE - (end - start)) / 2);
      from = wordStart(Math.max(from, start - margin), start);
      to = wordEnd(Math.min(to, end + margin), end);
    }
    return document.source(from, to);
  }

  private int wordStart(int from, int latest) {
    int at = from;
    while (at > 0 && at < latest && !Character.isWhitespace(content().charAt(at - 1))) {
      at++;
    }
    return at;
  }

  private int wordEnd(int to, int earliest) {
    int at = to;
    while (at < content().length()
        && at > earliest
        && !Character.isWhitespace(content().charAt(at))) {
      at--;
    }
    return at;
  }

  /** The term of a text that speaks of it so often that only the beginning was looked at. */
  static <T> Term<T> crowded(Term<T> term) {
    String why = "Too many passages speak of it; only the first were read.";
    return new Term<>(
        term.value(),
        term.words(),
        term.confidence().min(BigDecimal.valueOf(CROWDED)),
        term.source(),
        term.note() == null ? why : term.note() + " " + why);
  }

  /** The page of a passage, for notes. */
  int page(Passage passage) {
    return document.pageAt(passage.clause().start());
  }
}
