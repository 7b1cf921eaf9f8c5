package app.countersign.social;

import app.countersign.platform.cache.Cache;
import app.countersign.platform.cache.Caches;
import app.countersign.remote.Received;
import app.countersign.remote.RemoteAnswer.Answered;
import app.countersign.remote.RemoteCalls;
import app.countersign.remote.RemoteQuestion;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what people write about a product. An answer is kept for 30 minutes; that there is none is
 * not. Ask outside of a transaction: the search is waited for.
 */
@Singleton
public final class SocialPosts {
  private static final Logger LOG = LoggerFactory.getLogger(SocialPosts.class);
  private static final Duration KEPT_FOR = Duration.ofMinutes(30);
  private static final int MOST_ANSWERS = 10_000;
  private static final String PATH = "/2/tweets/search/recent";
  private static final int OK = 200;

  private final @Nullable SocialConfiguration configuration;
  private final @Nullable RemoteCalls calls;
  private final Cache<String, SocialAnswer> answers;
  private final Clock clock;

  @Inject
  SocialPosts(
      @Nullable SocialConfiguration configuration,
      Caches caches,
      MeterRegistry meters,
      Clock clock) {
    // How long the service is left alone goes by the time that really passes.
    this(configuration, caches, meters, clock, Clock.systemUTC());
  }

  SocialPosts(
      @Nullable SocialConfiguration configuration,
      Caches caches,
      MeterRegistry meters,
      Clock clock,
      Clock realClock) {
    this.configuration = configuration;
    this.calls =
        configuration == null
            ? null
            : new RemoteCalls("social", configuration.patience(), meters, realClock);
    this.answers = caches.named("social-posts", SocialAnswer.class, KEPT_FOR, MOST_ANSWERS);
    this.clock = clock;
  }

  /** Whether anybody is asked at all. */
  public boolean isOn() {
    return configuration != null;
  }

  /** As {@link #about(String, Collection)}, where no names are known. */
  public Optional<SocialAnswer> about(String product) {
    return about(product, List.of());
  }

  /**
   * What people wrote about a product in the last seven days.
   *
   * @param product its name; amounts, links, addresses and long numbers are left out of the search
   * @param names of people that may stand in it, which are left out as well
   * @return empty where it is switched off, where no words are left, or where nobody answers
   */
  public Optional<SocialAnswer> about(String product, Collection<String> names) {
    SocialConfiguration known = configuration;
    RemoteCalls asked = calls;
    String words = ProductWords.of(product, names);
    return known == null || asked == null || words == null
        ? Optional.empty()
        : Optional.ofNullable(answers.find(words, missing -> search(known, asked, missing)));
  }

  @PreDestroy
  void close() {
    if (calls != null) {
      calls.close();
    }
  }

  private @Nullable SocialAnswer search(
      SocialConfiguration known, RemoteCalls asked, String words) {
    URI uri =
        URI.create(
            known.url().toString().replaceAll("/+$", "")
                + PATH
                + "?query="
                + URLEncoder.encode(words + " -is:retweet", StandardCharsets.UTF_8)
                + "&max_results=100&tweet.fields=lang%2Cpossibly_sensitive");
    RemoteQuestion question =
        new RemoteQuestion(
            "search",
            known.longest(),
            attempt ->
                HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + known.token())
                    .header("Accept", "application/json")
                    .GET());
    if (!(asked.ask(question) instanceof Answered(Received(int status, byte[] body)))) {
      return null;
    }
    if (status != OK) {
      LOG.warn("The search of posts was refused with status {}.", status);
      return null;
    }
    SocialAnswer found = PostReader.read(body, words, clock.instant());
    if (found == null) {
      LOG.warn("The search of posts answered something else than was agreed.");
    }
    return found;
  }
}
