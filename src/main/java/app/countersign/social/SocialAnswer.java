package app.countersign.social;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people wrote about a product in the last seven days. Other people's words: they are quoted,
 * never followed, and say nothing about prices.
 *
 * @param words what was searched for
 * @param postCount how many posts one page of the search brought, 0 to 100
 * @param isMore whether there were more
 * @param language of most of them, BCP 47; null where there are none or it is not known
 * @param quotes up to 5, without the names of who wrote or is spoken to
 * @param fetchedAt when it was searched; an answer is kept for 30 minutes
 */
public record SocialAnswer(
    String words,
    int postCount,
    boolean isMore,
    @Nullable String language,
    List<Quote> quotes,
    Instant fetchedAt) {
  /** Copies what it is given. */
  public SocialAnswer {
    quotes = List.copyOf(quotes);
  }

  /**
   * A few words of a post.
   *
   * @param text at most 140 characters
   * @param language BCP 47; null where it is not known
   */
  public record Quote(String text, @Nullable String language) {}
}
