package app.countersign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Role;
import app.countersign.platform.db.Json;
import app.countersign.review.TestClock;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The search beside a record system, which is here a server of the test. */
@ContractTest
@Property(name = "countersign.database.name", value = "countersign_contract_search")
@Property(name = "countersign.record-system.key", value = "a-key")
@Property(name = "countersign.record-system.attempts", value = "1")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ContractSearchTest implements TestPropertyProvider {
  private final HttpServer server = started();
  private final Map<String, List<String>> contractIds = new ConcurrentHashMap<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private volatile boolean isDown;
  @Inject Contracts contracts;
  @Inject ContractDesk desk;
  @Inject TestClock clock;

  @Override
  public Map<String, String> getProperties() {
    return Map.of(
        "countersign.record-system.url",
        "http://localhost:%d/lookup".formatted(server.getAddress().getPort()));
  }

  @AfterAll
  void stop() {
    server.stop(0);
  }

  private HttpServer started() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext("/lookup", this::answer);
      started.start();
      return started;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String account =
        Json.mapper().readTree(exchange.getRequestBody()).path("account_number").asText();
    questions.add(account);
    List<String> ids = contractIds.getOrDefault(account, List.of());
    String body =
        Json.write(
            Map.of(
                "account_number",
                account,
                "policies",
                ids.stream()
                    .map(id -> Map.of("policy_id", "P-" + id, "contract_template_id", id))
                    .toList()));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(isDown ? 500 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void knows(String account, String... ids) {
    contractIds.put(account, Arrays.asList(ids));
  }

  private ContractSearchResult search(String account) {
    return desk.search(Contracts.ANALYST, account);
  }

  private long questionsFor(String account) {
    return questions.stream().filter(account::equals).count();
  }

  private static List<String> ids(ContractSearchResult result) {
    return result.matches().stream().map(Contract::id).toList();
  }

  private String contractOf(String account) {
    String id = Contracts.newId();
    clock.advance(Duration.ofMillis(1));
    contracts.take(id, account, Map.of());
    return id;
  }

  @Test
  void theRecordSystemIsAskedOnceAndWhatItSaidIsKept() {
    String account = Contracts.newAccount();
    String own = contractOf(account);
    String linked = contractOf(Contracts.newAccount());
    String missing = Contracts.newId();
    knows(account, own, linked, missing);

    ContractSearchResult first = search(account);
    Instant asked = clock.instant();
    clock.advance(Duration.ofMinutes(59));
    ContractSearchResult second = search(account);

    assertThat(first.answeredFrom()).isEqualTo(SearchSource.RECORD_SYSTEM);
    assertThat(first.checkedAt()).isEqualTo(asked);
    assertThat(first.isStale()).isFalse();
    assertThat(ids(first)).containsExactly(linked, own);
    assertThat(first.missingContractIds()).containsExactly(missing);
    assertThat(second.answeredFrom()).isEqualTo(SearchSource.DATABASE);
    assertThat(second.checkedAt()).isEqualTo(asked);
    assertThat(ids(second)).containsExactly(linked, own);
    assertThat(questionsFor(account)).isEqualTo(1);
  }

  @Test
  void whatWasMissingIsFoundOnceItHasComeIn() {
    String account = Contracts.newAccount();
    String own = contractOf(account);
    String missing = Contracts.newId();
    knows(account, own, missing);
    search(account);
    clock.advance(Duration.ofMillis(1));

    contracts.take(missing, Contracts.newAccount(), Map.of());

    ContractSearchResult found = search(account);
    assertThat(found.missingContractIds()).isEmpty();
    assertThat(ids(found)).containsExactly(missing, own);
    assertThat(search(account).answeredFrom()).isEqualTo(SearchSource.CACHE);
    assertThat(questionsFor(account)).isEqualTo(1);
  }

  @Test
  void aCompleteAnswerIsFromMemoryTheNextTimeAndAnImportOfALinkedContractIsSeen() {
    String account = Contracts.newAccount();
    String own = contractOf(account);
    String linkedAccount = Contracts.newAccount();
    String linked = contractOf(linkedAccount);
    knows(account, own, linked);

    assertThat(search(account).answeredFrom()).isEqualTo(SearchSource.RECORD_SYSTEM);
    assertThat(search(account).answeredFrom()).isEqualTo(SearchSource.CACHE);
    assertThat(contracts.lastSearch(Role.ANALYST).path("answeredFrom").asText()).isEqualTo("CACHE");

    contracts.take(linked, linkedAccount, Map.of("termMonths", 12));

    ContractSearchResult after = search(account);
    assertThat(after.answeredFrom()).isEqualTo(SearchSource.DATABASE);
    assertThat(after.matches()).extracting(Contract::termMonths).containsExactly(12, null);
  }

  @Test
  void afterAnHourItIsAskedAgainAndWhatItNoLongerNamesIsGone() {
    String account = Contracts.newAccount();
    String own = contractOf(account);
    String linked = contractOf(Contracts.newAccount());
    knows(account, linked, Contracts.newId());
    search(account);
    knows(account);
    clock.advance(Duration.ofHours(1));

    ContractSearchResult again = search(account);

    assertThat(again.answeredFrom()).isEqualTo(SearchSource.RECORD_SYSTEM);
    assertThat(again.checkedAt()).isEqualTo(clock.instant());
    assertThat(ids(again)).containsExactly(own);
    assertThat(again.missingContractIds()).isEmpty();
    assertThat(questionsFor(account)).isEqualTo(2);
  }

  @Test
  void whileItIsDownWhatIsStoredIsServedAsStale() {
    String account = Contracts.newAccount();
    String own = contractOf(account);
    String missing = Contracts.newId();
    knows(account, own, missing);
    Instant checked = search(account).checkedAt();
    clock.advance(Duration.ofHours(2));
    isDown = true;

    ContractSearchResult stale = search(account);
    isDown = false;
    ContractSearchResult fresh = search(account);

    assertThat(stale.answeredFrom()).isEqualTo(SearchSource.DATABASE);
    assertThat(stale.isStale()).isTrue();
    assertThat(stale.checkedAt()).isEqualTo(checked);
    assertThat(ids(stale)).containsExactly(own);
    assertThat(stale.missingContractIds()).containsExactly(missing);
    assertThat(fresh.answeredFrom()).isEqualTo(SearchSource.RECORD_SYSTEM);
    assertThat(fresh.isStale()).isFalse();
  }

  @Test
  void anUnknownAccountIsAskedForEachTimeAndAnOutageIsNoAnswer() {
    String account = Contracts.newAccount();

    ContractSearchResult unknown = search(account);
    isDown = true;
    ContractSearchResult stale = search(account);
    isDown = false;
    contractOf(account);
    ContractSearchResult known = search(account);

    assertThat(unknown.answeredFrom()).isEqualTo(SearchSource.RECORD_SYSTEM);
    assertThat(unknown.matches()).isEmpty();
    assertThat(unknown.checkedAt()).isNotNull();
    assertThat(stale.matches()).isEmpty();
    assertThat(stale.isStale()).isTrue();
    assertThat(known.answeredFrom()).isEqualTo(SearchSource.DATABASE);
    assertThat(known.matches()).hasSize(1);
    assertThat(questionsFor(account)).isEqualTo(2);
  }

  @Test
  void aGroupedNumberIsAskedForByItsDigits() {
    String id = contractOf("ACC-1");
    knows("987654321098", id);

    ContractSearchResult found = search("987-6543-21098");

    assertThat(found.accountNumber()).isEqualTo("987-6543-21098");
    assertThat(ids(found)).containsExactly(id);
    assertThat(questions).doesNotContain("987-6543-21098");
    assertThat(contracts.lastSearch(Role.ANALYST).path("accountNumber").asText())
        .isEqualTo("…1098");
  }

  @Test
  void searchesAndImportsAtOnceEndInOneTruth() throws Exception {
    String account = Contracts.newAccount();
    String own = contractOf(account);
    String linkedAccount = Contracts.newAccount();
    String linked = contractOf(linkedAccount);
    knows(account, own, linked);

    Contracts.atOnce(
        16,
        number ->
            number % 2 == 0
                ? search(account)
                : contracts.take(linked, linkedAccount, Map.of("termMonths", number)));

    Integer term = desk.view(Contracts.ANALYST, linked).termMonths();
    assertThat(search(account).matches())
        .extracting(Contract::termMonths)
        .containsExactly(term, null);
    assertThat(search(account).matches()).extracting(Contract::version).containsExactly(9, 1);
  }
}
