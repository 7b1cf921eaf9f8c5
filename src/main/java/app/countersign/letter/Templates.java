package app.countersign.letter;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What letters say: {@code letters/<kind>.txt} of the class path. A head of {@code Subject}, {@code
 * Path} (of the page that {@code {link}} leads to) and, where it is told in the chat too, {@code
 * Notice}; then the text, with facts in braces. A paragraph with {@code {link}} is left out where
 * there is no page to lead to.
 */
@Singleton
class Templates {
  private static final Pattern BLANK = Pattern.compile("\\{(\\w+)}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private final Map<LetterKind, Template> templates = new EnumMap<>(LetterKind.class);

  Templates() {
    for (LetterKind kind : LetterKind.values()) {
      templates.put(kind, read(kind));
    }
  }

  private record Template(Map<String, String> head, String body) {}

  /** A letter as it is read. */
  record Text(String subject, String body) {}

  /**
   * The letter in words.
   *
   * @param page where the front end is, without a slash at its end; null where there is none
   * @param token what the letter carries; null where it carries none
   */
  Text text(
      LetterKind kind, Map<String, String> facts, @Nullable String page, @Nullable String token) {
    Template template = template(kind);
    Map<String, String> values = new HashMap<>(facts);
    if (token != null) {
      values.put("token", token);
    }
    if (page != null) {
      String address = page + "/" + template.head().get("Path");
      // Behind the hash, so that it reaches no server's log on the way.
      values.put("link", token == null ? address : address + "#token=" + token);
    }
    String body =
        Arrays.stream(template.body().split("\n\n"))
            .filter(paragraph -> page != null || !paragraph.contains("{link}"))
            .map(paragraph -> fill(paragraph, values))
            .collect(Collectors.joining("\n\n"));
    return new Text(oneLine(fill(template.head().get("Subject"), values), 200), body + "\n");
  }

  /** The same in one sentence; null where it is told by the letter only. */
  @Nullable String notice(LetterKind kind, Map<String, String> facts) {
    String notice = template(kind).head().get("Notice");
    return notice == null ? null : fill(notice, facts);
  }

  /** A text that fits into one line, whatever was written into it: nothing begins a new one. */
  static String oneLine(String text, int longest) {
    String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
  }

  private Template template(LetterKind kind) {
    return java.util.Objects.requireNonNull(templates.get(kind));
  }

  /** In one pass, so that braces in a fact stay what they are. */
  private static String fill(@Nullable String text, Map<String, String> values) {
    return BLANK
        .matcher(String.valueOf(text))
        .replaceAll(
            blank -> {
              String value = values.get(blank.group(1));
              if (value == null) {
                throw new IllegalArgumentException("nothing to write for " + blank.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static Template read(LetterKind kind) {
    String name = "/letters/" + kind.slug() + ".txt";
    try (InputStream file = Templates.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not there");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      int end = text.indexOf("\n\n");
      Map<String, String> head =
          text.substring(0, end)
              .lines()
              .map(line -> line.split(": ", 2))
              .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
      return new Template(head, text.substring(end).strip());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
