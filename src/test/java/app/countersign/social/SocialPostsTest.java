package app.countersign.social;

import static app.countersign.remote.FakeService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.remote.FakeService;
import app.countersign.social.SocialAnswer.Quote;
import app.countersign.testing.Waiting;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write, from a search on this machine. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocialPostsTest {
  private static final String POSTS =
      """
      {"data": [
        {"id": "1", "text": "RT @bob: these headphones are &quot;great&quot; https://t.co/x1",
         "lang": "en"},
        {"id": "2", "text": "@ana @ben the battery of these headphones lasts all day", "lang": "en"},
        {"id": "3", "text": "Die Kopfhörer sind ihr Geld nicht wert", "lang": "de"},
        {"id": "4", "text": "call me +1 415 555 0100 or ana@example.com about these headphones",
         "lang": "en"},
        {"id": "5", "text": "something nasty about headphones", "lang": "en",
         "possibly_sensitive": true},
        {"id": "6", "text": "ok", "lang": "en"},
        {"id": "7", "text": "%s", "lang": "und"},
        {"id": "8", "text": "Die Kopfhörer sind ihr Geld nicht wert", "lang": "de"},
        {"id": "9", "text": "a sixth quote that is not needed at all", "lang": "en"},
        {"id": "10"}],
       "meta": {"newest_id": "9", "oldest_id": "1", "result_count": 10, "next_token": "abc"}}
      """
          .formatted("word ".repeat(60));

  private FakeService service;
  private ApplicationContext context;
  private SocialPosts posts;

  @BeforeAll
  void start() throws Exception {
    service = new FakeService();
    context =
        ApplicationContext.run(
            Map.of(
                "countersign.features.social",
                true,
                "countersign.social.token",
                "secret",
                "countersign.social.url",
                service.url().toString(),
                "countersign.social.first-backoff",
                "PT0.005S",
                "countersign.schedule.enabled",
                false),
            Environment.TEST);
    posts = context.getBean(SocialPosts.class);
    service.always(json(200, "{\"meta\": {\"result_count\": 0}}"));
    // Nothing is kept before it is heard what other servers change.
    Waiting.until(this::isKept);
  }

  private boolean isKept() {
    posts.about("a first thing");
    int asked = service.questions().size();
    posts.about("a first thing");
    return service.questions().size() == asked;
  }

  @BeforeEach
  void forget() {
    service.questions().clear();
  }

  @AfterAll
  void stop() {
    context.close();
    service.close();
  }

  @Test
  void postsAreCountedAndQuotedWithoutNames() {
    service.always(json(200, POSTS));

    SocialAnswer answer = posts.about("Sony WH-1000XM5 Headphones").orElseThrow();

    assertThat(answer.words()).isEqualTo("sony wh-1000xm5 headphones");
    assertThat(answer.postCount()).isEqualTo(9);
    assertThat(answer.isMore()).isTrue();
    assertThat(answer.language()).isEqualTo("en");
    assertThat(answer.quotes())
        .containsExactly(
            new Quote("these headphones are \"great\"", "en"),
            new Quote("the battery of these headphones lasts all day", "en"),
            new Quote("Die Kopfhörer sind ihr Geld nicht wert", "de"),
            new Quote("call me or about these headphones", "en"),
            new Quote("word ".repeat(27) + "word…", null));
    FakeService.Question question = service.questions().getFirst();
    assertThat(question.method()).isEqualTo("GET");
    assertThat(question.uri())
        .isEqualTo(
            "/2/tweets/search/recent?query=sony+wh-1000xm5+headphones+-is%3Aretweet"
                + "&max_results=100&tweet.fields=lang%2Cpossibly_sensitive");
    assertThat(question.headers()).containsEntry("authorization", "Bearer secret");
  }

  @Test
  void theSameWordsAreSearchedOnceInHalfAnHour() {
    service.always(json(200, POSTS));

    Optional<SocialAnswer> first = posts.about("Bose Headphones");
    Optional<SocialAnswer> second = posts.about(" bose   HEADPHONES! $199.99");

    assertThat(first).isPresent();
    assertThat(second).isEqualTo(first);
    assertThat(service.questions()).hasSize(1);
  }

  @Test
  void nobodyWritingIsAnAnswer() {
    service.always(json(200, "{\"meta\": {\"result_count\": 0}}"));

    SocialAnswer answer = posts.about("an unheard of thing").orElseThrow();

    assertThat(answer.postCount()).isZero();
    assertThat(answer.language()).isNull();
    assertThat(answer.quotes()).isEmpty();
    assertThat(answer.isMore()).isFalse();
  }

  @Test
  void whatFailsIsNoAnswerAndIsNotKept() {
    service.then(
        json(429, "{}"),
        json(429, "{}"),
        json(401, "{}"),
        json(200, "no json"),
        json(200, "{\"data\": {}, \"meta\": {\"result_count\": 1}}"),
        json(503, "{}"),
        json(200, POSTS));

    assertThat(posts.about("headphones")).isEmpty();
    assertThat(posts.about("headphones")).isEmpty();
    assertThat(posts.about("headphones")).isEmpty();
    assertThat(posts.about("headphones")).isEmpty();
    assertThat(posts.about("headphones")).isPresent();
    assertThat(service.questions()).hasSize(7);
  }

  @Test
  void whatHasNoWordsIsNotSearched() {
    assertThat(posts.about("$300 @ana 4111111111111111")).isEmpty();
    assertThat(service.questions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'Sony WH-1000XM5', 'sony wh-1000xm5'",
    "'AirPods Pro (2nd gen) for $249.00', 'airpods pro 2nd gen for'",
    "'Ana''s laptop under 1,200 USD', 'laptop under'",
    "'USD 30 mug', 'mug'",
    "'mug 30 dollars', 'mug'",
    "'mug €12', 'mug'",
    "'https://shop.example/x?u=ana kettle ana@example.com @ana #sale', 'kettle'",
    "'kettle OR from:ana -lid \"x\"', 'kettle from ana lid x'",
    "'order 114-3941689-8772232 kettle', 'order kettle'",
    "'one two three four five six seven eight nine', 'one two three four five six seven eight'",
    "'Ana Lee and Ben: grill for Ana', 'grill for'",
  })
  void onlyTheWordsOfTheProductLeave(String product, String words) {
    List<String> names = product.contains("Lee") ? List.of("Ana Lee", "Ben") : List.of();

    assertThat(ProductWords.of(product, names)).isEqualTo(words);
  }

  @Test
  void settingsHaveToMakeSense() {
    assertThatThrownBy(() -> configuration("ftp://x", "token"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> configuration("https://x", " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SocialConfiguration configuration(String url, String token) {
    return new SocialConfiguration(
        URI.create(url), token, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, Duration.ZERO);
  }
}
