package app.countersign.extraction.model;

import app.countersign.document.DocumentText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The part of a text that a model is given: all of it where it fits; else the passages that speak
 * most of price, refund and cancelling, with their neighbours, in the order of the text.
 */
final class TextSelection {
  private static final int FRAME = 120;
  private static final int LONGEST_PASSAGE = 1_500;
  private static final Pattern TELLING =
      Pattern.compile(
          "cancel|refund|pro[\\s-]?rata|rule of 78|sum of the digits|short[\\s-]?rate|actuarial"
              + "|unearned|premium|purchase price|contract price|total price|fee\\b|addendum"
              + "|amendment|[$]\\s?[0-9]|[0-9] ?%|percent",
          Pattern.CASE_INSENSITIVE);

  private final DocumentText text;
  private final List<Passage> passages;
  private final BitSet taken;

  private TextSelection(DocumentText text, List<Passage> passages, BitSet taken) {
    this.text = text;
    this.passages = passages;
    this.taken = taken;
  }

  private record Passage(int page, String words) {}

  /** Chooses; the same for the same text and limit. */
  static TextSelection of(DocumentText text, int mostCharacters) {
    List<Passage> passages = new ArrayList<>();
    for (int page = 1; page <= text.pageCount(); page++) {
      for (String words : cut(text.page(page))) {
        passages.add(new Passage(page, words));
      }
    }
    BitSet taken = new BitSet();
    if (text.content().length() + FRAME * text.pageCount() <= mostCharacters) {
      taken.set(0, passages.size());
    } else {
      choose(passages, mostCharacters, taken);
    }
    return new TextSelection(text, passages, taken);
  }

  private static void choose(List<Passage> passages, int mostCharacters, BitSet taken) {
    int[] hits = passages.stream().mapToInt(passage -> hits(passage.words())).toArray();
    List<Integer> order =
        IntStream.range(0, hits.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer at) -> -weight(hits, at)))
            .toList();
    int left = mostCharacters;
    for (int at : order) {
      int cost = passages.get(at).words().length() + FRAME;
      if (cost <= left) {
        taken.set(at);
        left -= cost;
      }
    }
  }

  /** A passage's own hits, and half of what its neighbours have: a clause may go on there. */
  private static int weight(int[] hits, int at) {
    int before = at == 0 ? 0 : hits[at - 1];
    int after = at == hits.length - 1 ? 0 : hits[at + 1];
    return 4 * hits[at] + before + after;
  }

  private static int hits(String words) {
    Matcher telling = TELLING.matcher(words);
    return (int) telling.results().count();
  }

  /** Cuts a page at blank lines, else at lines, else anywhere, into passages not too long. */
  private static List<String> cut(String page) {
    List<String> passages = new ArrayList<>();
    int start = 0;
    while (page.length() - start > LONGEST_PASSAGE) {
      int end = lastBreak(page, start, start + LONGEST_PASSAGE);
      passages.add(page.substring(start, end));
      start = end;
    }
    passages.add(page.substring(start));
    return passages;
  }

  private static int lastBreak(String page, int start, int limit) {
    int least = start + LONGEST_PASSAGE / 3;
    for (String at : List.of("\n\n", "\n", " ")) {
      int found = page.lastIndexOf(at, limit - at.length());
      if (found >= least) {
        return found + at.length();
      }
    }
    return Character.isHighSurrogate(page.charAt(limit - 1)) ? limit - 1 : limit;
  }

  boolean isComplete() {
    return taken.cardinality() == passages.size();
  }

  /** The pages of which anything was chosen, ascending. */
  List<Integer> pages() {
    return taken.stream().map(at -> passages.get(at).page()).distinct().boxed().toList();
  }

  /** What was chosen, each page between its marks, with a line where something is left out. */
  String marked(String mark) {
    StringBuilder marked = new StringBuilder();
    int page = 0;
    for (int at = taken.nextSetBit(0); at >= 0; at = taken.nextSetBit(at + 1)) {
      Passage passage = passages.get(at);
      if (passage.page() != page) {
        marked.append(page == 0 ? "" : "\nEND " + mark + "\n\n");
        page = passage.page();
        marked.append("BEGIN %s page %d of %d\n".formatted(mark, page, text.pageCount()));
      }
      boolean followsGap =
          at > 0 && !taken.get(at - 1) && passages.get(at - 1).page() == passage.page();
      marked.append(followsGap ? "\n[" + mark + ": words are left out here]\n" : "");
      marked.append(passage.words());
    }
    return marked.append("\nEND ").append(mark).toString();
  }
}
