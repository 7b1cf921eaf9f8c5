package app.countersign.platform.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entity tags that a precondition names, by RFC 9110, section 8.8.3. */
record EntityTags(boolean isAny, List<String> tags) {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");
  private static final String WEAK = "W/";

  /** Reads all lines of a header. */
  static EntityTags parse(List<String> lines) {
    String joined = String.join(",", lines).strip();
    Matcher tag = TAG.matcher(joined);
    return new EntityTags(
        joined.equals("*"), tag.results().map(java.util.regex.MatchResult::group).toList());
  }

  /** Whether one of them is this very representation, byte by byte. */
  boolean matchStrongly(String etag) {
    return isAny || tags.contains(etag);
  }

  /** Whether one of them means the same, weak tags included. */
  boolean matchWeakly(String etag) {
    return isAny || tags.stream().map(EntityTags::opaque).anyMatch(opaque(etag)::equals);
  }

  private static String opaque(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }
}
