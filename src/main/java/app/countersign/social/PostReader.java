package app.countersign.social;

import app.countersign.platform.db.Json;
import app.countersign.social.SocialAnswer.Quote;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code {data: [{text, lang, possibly_sensitive}], meta: {result_count, next_token}}}. */
final class PostReader {
  private static final int MOST_QUOTES = 5;
  private static final int LONGEST_QUOTE = 140;
  private static final int SHORTEST_QUOTE = 10;
  private static final int MOST_POSTS = 100;
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})?");

  /** "Undetermined" and the search's own codes for posts without words. */
  private static final Set<String> NO_LANGUAGE =
      Set.of("und", "zxx", "qam", "qct", "qht", "qme", "qst");

  /** Names, links, addresses and numbers that could be somebody's. */
  private static final Pattern PERSONAL =
      Pattern.compile(
          "^RT\\s+@\\w+:?|\\S+@\\S+\\.\\S+|@\\w+|\\S*://\\S+|www\\.\\S+|\\+?\\d[\\d ()-]{6,}\\d");

  private PostReader() {}

  private record Post(String text, @Nullable String language, boolean isSensitive) {}

  /** Null where it is not what was agreed. */
  static @Nullable SocialAnswer read(byte[] body, String words, Instant now) {
    JsonNode answer;
    try {
      answer = Json.mapper().readTree(body);
    } catch (IOException _) {
      return null;
    }
    JsonNode meta = answer.path("meta");
    JsonNode data = answer.path("data");
    if (!meta.path("result_count").isInt() || !(data.isArray() || data.isMissingNode())) {
      return null;
    }
    List<Post> posts = posts(data);
    return new SocialAnswer(
        words,
        posts.size(),
        meta.path("next_token").isTextual(),
        language(posts),
        quotes(posts),
        now);
  }

  private static List<Post> posts(JsonNode data) {
    List<Post> posts = new ArrayList<>();
    for (JsonNode post : data) {
      String text = post.path("text").textValue();
      if (text != null && posts.size() < MOST_POSTS) {
        String language = post.path("lang").asText("");
        boolean isKnown = LANGUAGE.matcher(language).matches() && !NO_LANGUAGE.contains(language);
        posts.add(
            new Post(
                text, isKnown ? language : null, post.path("possibly_sensitive").asBoolean(false)));
      }
    }
    return posts;
  }

  private static @Nullable String language(List<Post> posts) {
    Map<String, Long> counts =
        posts.stream()
            .map(Post::language)
            .filter(Objects::nonNull)
            .collect(
                Collectors.groupingBy(language -> language, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static List<Quote> quotes(List<Post> posts) {
    List<Quote> quotes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Post post : posts) {
      String text = quoted(post.text());
      if (quotes.size() < MOST_QUOTES
          && !post.isSensitive()
          && text.length() >= SHORTEST_QUOTE
          && seen.add(text)) {
        quotes.add(new Quote(text, post.language()));
      }
    }
    return quotes;
  }

  private static String quoted(String text) {
    String plain =
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
    String bare =
        PERSONAL.matcher(plain).replaceAll(" ").replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    if (bare.length() <= LONGEST_QUOTE) {
      return bare;
    }
    int cut = bare.lastIndexOf(' ', LONGEST_QUOTE - 1);
    int end = cut < LONGEST_QUOTE / 2 ? LONGEST_QUOTE - 1 : cut;
    // Not between the two halves of one character.
    return bare.substring(0, Character.isHighSurrogate(bare.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
