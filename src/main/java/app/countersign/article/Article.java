package app.countersign.article;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One of our own articles.
 *
 * @param id stable, in lower case with hyphens
 * @param topics what it is about, a word or two each
 * @param askedAs other words by which people ask for it; found by, never shown
 */
public record Article(
    String id,
    String title,
    List<Section> sections,
    List<String> topics,
    LocalDate updatedOn,
    List<String> askedAs) {
  private static final String GAP = "\n\n";

  /** Copies the lists. */
  public Article {
    sections = List.copyOf(sections);
    topics = List.copyOf(topics);
    askedAs = List.copyOf(askedAs);
  }

  /** A part of an article that can be read by itself. */
  public record Section(String heading, String text) {
    private String whole() {
      return heading + GAP + text;
    }
  }

  /** The whole text: each section's heading and text, with an empty line between them. */
  public String text() {
    return sections.stream().map(Section::whole).collect(Collectors.joining(GAP));
  }

  /** Where a section's text begins in the whole text, in Unicode code points. */
  int startOffset(int section) {
    int start = sections.get(section).heading().codePointCount(0, headingLength(section)) + 2;
    for (Section before : sections.subList(0, section)) {
      String whole = before.whole();
      start += whole.codePointCount(0, whole.length()) + GAP.length();
    }
    return start;
  }

  private int headingLength(int section) {
    return sections.get(section).heading().length();
  }
}
