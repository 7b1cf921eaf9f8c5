package app.countersign.assistant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words that say nothing by themselves, in lower case and without apostrophes. */
final class NeutralWords {
  private static final String FILE = "/assistant/neutral-words.txt";
  private static final Pattern GAP = Pattern.compile("\\s+");
  private static final Pattern ENDING = Pattern.compile("(?<=\\p{L}{3})(?:es|ed|ing|s|d)$");

  private final Set<String> words;

  private NeutralWords(Set<String> words) {
    this.words = words;
  }

  static NeutralWords read() {
    try (InputStream file = NeutralWords.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("no resource " + FILE);
      }
      return new NeutralWords(
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .flatMap(GAP::splitAsStream)
              .filter(word -> !word.isEmpty())
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  boolean has(String word) {
    return words.contains(word);
  }

  /** The word without the ending of a plural or of a verb. */
  static String stem(String word) {
    return ENDING.matcher(word).replaceFirst("");
  }
}
