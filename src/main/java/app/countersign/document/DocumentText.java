package app.countersign.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** The whole text of a document, with a form feed between its pages. */
public final class DocumentText {
  private static final char PAGE_BREAK = '\f';

  private final String content;
  private final List<Integer> pageStarts;

  private DocumentText(String content) {
    this.content = content;
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    for (int at = content.indexOf(PAGE_BREAK); at >= 0; at = content.indexOf(PAGE_BREAK, at + 1)) {
      starts.add(at + 1);
    }
    this.pageStarts = List.copyOf(starts);
  }

  /** Takes a text as it is. */
  public static DocumentText of(String content) {
    return new DocumentText(content);
  }

  /** The text, page breaks included. */
  public String content() {
    return content;
  }

  /** SHA-256 of the text in UTF-8, in lower-case hex: what ties an extraction to its text. */
  public String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** How many pages it has, at least 1. */
  public int pageCount() {
    return pageStarts.size();
  }

  /** The text of one page, from 1, without its page break. */
  public String page(int number) {
    int start = pageStarts.get(number - 1);
    int end = number == pageStarts.size() ? content.length() : pageStarts.get(number) - 1;
    return content.substring(start, end);
  }

  /** The page, from 1, on which a place of the content lies. */
  public int pageAt(int index) {
    int page = Collections.binarySearch(pageStarts, index);
    return page >= 0 ? page + 1 : -page - 1;
  }

  /** A place of the content, in UTF-16 units as Java counts, as a source with code points. */
  public Source source(int start, int end) {
    int startOffset = content.codePointCount(0, start);
    return new Source(
        pageAt(start),
        content.substring(start, end),
        startOffset,
        startOffset + content.codePointCount(start, end),
        true);
  }
}
