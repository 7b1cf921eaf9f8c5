package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.web.TestClient.Answer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MicronautTest(environments = "platform", transactional = false)
class GraphQlExecutionTest {
  private final TestClient client;
  private final TestLibrary library;

  GraphQlExecutionTest(EmbeddedServer server, TestLibrary library) {
    this.client = new TestClient(server.getURI());
    this.library = library;
  }

  @BeforeEach
  void forget() {
    library.loads.clear();
  }

  @Test
  void aQueryIsAnswered() {
    Answer answer = client.ask("", "{ hello }");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"data\":{\"hello\":\"world\"}}");
    assertThat(answer.header("Content-Type"))
        .contains("application/graphql-response+json; charset=utf-8");
  }

  @Test
  void theActorIsTheOneOfTheToken() {
    Answer anonymous = client.ask("", "{ viewer { name role } }");
    Answer signedIn = client.ask("operator", "{ viewer { name role } }");

    assertThat(anonymous.text()).isEqualTo("{\"data\":{\"viewer\":null}}");
    assertThat(signedIn.text())
        .isEqualTo("{\"data\":{\"viewer\":{\"name\":\"operator\",\"role\":\"OPERATOR\"}}}");
  }

  @Test
  void aFieldThatNeedsARoleIsRefusedByItself() {
    Answer anonymous = client.ask("", "{ hello secret }");
    Answer wrongRole = client.ask("operator", "{ adminOnly secret }");
    Answer rightRole = client.ask("admin", "{ adminOnly secret }");

    assertThat(anonymous.status()).isEqualTo(200);
    assertThat(anonymous.data().toString()).isEqualTo("{\"hello\":\"world\",\"secret\":null}");
    assertThat(anonymous.code()).isEqualTo("UNAUTHENTICATED");
    assertThat(anonymous.json().at("/errors/0/path").toString()).isEqualTo("[\"secret\"]");
    assertThat(wrongRole.data().toString())
        .isEqualTo("{\"adminOnly\":null,\"secret\":\"for operator\"}");
    assertThat(wrongRole.code()).isEqualTo("FORBIDDEN");
    assertThat(wrongRole.message()).isEqualTo("This needs the role ADMIN; yours is OPERATOR.");
    assertThat(rightRole.text())
        .isEqualTo("{\"data\":{\"adminOnly\":\"yes\",\"secret\":\"for admin\"}}");
  }

  @Test
  void everyScalarComesBackAsItWent() {
    Answer answer =
        client.ask(
            "",
            "query($d: Decimal, $j: JSON) { echo(text: \"ä😀\", number: -7, decimal: $d,"
                + " at: \"2026-03-01T10:30:00+01:00\", day: \"2026-02-28\","
                + " url: \"https://example.org/x?y=1\", json: $j, count: 3, colour: GREEN)"
                + " { text number decimal at day url json count colour } }",
            Map.of("d", "1249.00", "j", Map.of("a", List.of(1, "b"))));

    assertThat(answer.data().path("echo").toString())
        .isEqualTo(
            "{\"text\":\"ä😀\",\"number\":-7,\"decimal\":\"1249.00\","
                + "\"at\":\"2026-03-01T09:30:00Z\",\"day\":\"2026-02-28\","
                + "\"url\":\"https://example.org/x?y=1\",\"json\":{\"a\":[1,\"b\"]},"
                + "\"count\":3,\"colour\":\"GREEN\"}");
  }

  @Test
  void exactlyOneAlternativeOfAOneOfIsTaken() {
    String query = "query($c: Choice!) { pick(choice: $c) }";

    assertThat(client.ask("", query, Map.of("c", Map.of("number", 3))).text())
        .isEqualTo("{\"data\":{\"pick\":\"number 3\"}}");
    assertThat(client.ask("", query, Map.of("c", Map.of("number", 3, "name", "x"))).code())
        .isEqualTo("BAD_REQUEST");
    assertThat(client.ask("", "{ pick(choice: {}) }").code())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
  }

  @Test
  void abstractTypesAreToldApartByTheirClass() {
    Answer answer =
        client.ask("", "{ shapes { __typename ... on Circle { radius } ... on Square { side } } }");

    assertThat(answer.data().path("shapes").toString())
        .isEqualTo(
            "[{\"__typename\":\"Circle\",\"radius\":1},{\"__typename\":\"Square\",\"side\":2}]");
  }

  @Test
  void nestedFieldsAreLoadedOncePerLevel() {
    Answer answer =
        client.ask(
            "",
            "{ shelves(first: 3) { nodes { id books(first: 5) { totalCount nodes { title"
                + " author { name country { code } mentor { name country { code } } } } } } } }");

    assertThat(answer.json().has("errors")).isFalse();
    assertThat(
            answer.data().at("/shelves/nodes/0/books/nodes/1/author/mentor/country/code").asText())
        .isEqualTo("DE");
    assertThat(answer.data().at("/shelves/nodes/2/books").toString())
        .isEqualTo("{\"totalCount\":0,\"nodes\":[]}");
    assertThat(library.loads).containsExactlyInAnyOrder("books", "authors", "countries", "authors");
  }

  @Test
  void theSamePageAskedForTwiceIsLoadedOncePerPlace() {
    client.ask(
        "",
        "{ shelves { nodes { a: books(first: 1) { nodes { title } } b: books(first: 2) { nodes {"
            + " title } } } } }");

    assertThat(library.loads).containsExactly("books", "books");
  }

  @Test
  void aPageIsDescribed() {
    Answer first =
        client.ask(
            "",
            "{ shelves { edges { cursor node { id isOpen owner { name } } } pageInfo { hasNextPage"
                + " hasPreviousPage startCursor endCursor } totalCount } }");
    Answer last = client.ask("", "{ shelves(last: 1) { nodes { id } } }");
    Answer wrong = client.ask("", "{ shelves(first: 101) { nodes { id } } }");

    assertThat(first.data().path("shelves").toString())
        .isEqualTo(
            "{\"edges\":[{\"cursor\":\"s1\",\"node\":{\"id\":\"s1\",\"isOpen\":true,\"owner\":{\"name\":\"Kim\"}}},"
                + "{\"cursor\":\"s2\",\"node\":{\"id\":\"s2\",\"isOpen\":false,\"owner\":null}}],"
                + "\"pageInfo\":{\"hasNextPage\":true,\"hasPreviousPage\":false,\"startCursor\":\"s1\",\"endCursor\":\"s2\"},"
                + "\"totalCount\":3}");
    assertThat(last.data().toString()).isEqualTo("{\"shelves\":{\"nodes\":[{\"id\":\"s3\"}]}}");
    assertThat(wrong.code()).isEqualTo("BAD_REQUEST");
    assertThat(wrong.message()).isEqualTo("first must be 0 to 100, not 101.");
  }

  @Test
  void nodesAreFoundByTheirIdsAndHiddenByRole() {
    String book = TestLibrary.FIRST_BOOK.toString();
    String query =
        "{ nodes(ids: [\"s2\", \"nothing\", \"" + book + "\", \"s2\"]) { __typename id } }";

    Answer operator = client.ask("operator", query);
    Answer analyst = client.ask("analyst", query);

    assertThat(operator.data().path("nodes").toString())
        .isEqualTo(
            "[{\"__typename\":\"Shelf\",\"id\":\"s2\"},null,{\"__typename\":\"Book\",\"id\":\""
                + book
                + "\"},{\"__typename\":\"Shelf\",\"id\":\"s2\"}]");
    assertThat(analyst.data().at("/nodes/2").isNull()).isTrue();
    assertThat(client.ask("analyst", "{ node(id: \"s1\") { id } }").text())
        .isEqualTo("{\"data\":{\"node\":{\"id\":\"s1\"}}}");
    assertThat(client.ask("", "{ node(id: \"s1\") { id } }").code()).isEqualTo("UNAUTHENTICATED");
    assertThat(client.ask("", "{ book(id: \"not-an-id\") { id } }").text())
        .isEqualTo("{\"data\":{\"book\":null}}");
  }

  @ParameterizedTest
  @CsvSource({
    "bug, INTERNAL",
    "sql, INTERNAL",
    "away, UNAVAILABLE",
    "shutdown, UNAVAILABLE",
    "pool, UNAVAILABLE",
    "deadlock, UNAVAILABLE",
    "cancelled, TIMEOUT",
    "nul, BAD_REQUEST",
    "refused, BAD_REQUEST",
    "limit, LIMIT_EXCEEDED",
    "forbidden, FORBIDDEN"
  })
  void everyFailureHasItsCode(String how, String code) {
    Answer answer = client.ask("", "{ hello fail(how: \"" + how + "\") }");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data().toString()).isEqualTo("{\"hello\":\"world\",\"fail\":null}");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().at("/errors/0/path").toString()).isEqualTo("[\"fail\"]");
    assertThat(answer.json().at("/errors/0/extensions/requestId").asText())
        .isEqualTo(answer.header("X-Request-Id").orElseThrow());
    assertThat(answer.text()).doesNotContain("hunter2", "IllegalState", "SQLException", "java.");
  }

  @Test
  void aFaultOfTheMachineFailsTheWholeRequest() {
    Answer answer = client.ask("", "{ hello fail(how: \"error\") }");

    assertThat(answer.json().get("data").isNull()).isTrue();
    assertThat(answer.code()).isEqualTo("INTERNAL");
  }

  @Test
  void aNonNullFieldThatFailsTakesItsParentWithIt() {
    Answer answer = client.ask("", "{ hello failHard(how: \"forbidden\") }");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("data").isNull()).isTrue();
    assertThat(answer.json().path("errors")).hasSize(1);
    assertThat(answer.code()).isEqualTo("FORBIDDEN");
  }

  @Test
  void aBatchThatFailsFailsEachOfItsFields() {
    Answer answer =
        client.ask("", "{ shelves(first: 1) { nodes { books(first: 3) { nodes { broken } } } } }");

    assertThat(answer.json().path("errors")).hasSize(3);
    assertThat(answer.code()).isEqualTo("INTERNAL");
  }

  @Test
  void theOperationIsChosenByItsName() {
    String both = "query A { hello } query B { a: hello }";

    Answer named =
        client.post(
            "",
            TestClient.write(Map.of("query", both, "operationName", "B")),
            TestClient.RESPONSE_JSON);
    Answer unnamed = client.ask("", both);
    Answer unknown =
        client.post(
            "",
            TestClient.write(Map.of("query", both, "operationName", "C")),
            TestClient.RESPONSE_JSON);

    assertThat(named.text()).isEqualTo("{\"data\":{\"a\":\"world\"}}");
    assertThat(unnamed.status()).isEqualTo(400);
    assertThat(unnamed.code()).isEqualTo("BAD_REQUEST");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.message()).isEqualTo("The document has no operation of that name.");
  }

  @Test
  void variablesThatDoNotFitAreRefusedBeforeAnythingRuns() {
    Answer answer =
        client.ask("", "query($n: Int!) { echo(number: $n) { number } }", Map.of("n", "x"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("BAD_REQUEST");
    assertThat(answer.json().has("data")).isFalse();
  }

  @Test
  void workPastTheDeadlineIsAnsweredAndStopped() {
    long start = System.nanoTime();
    Answer asleep = client.ask("", "{ hello slow(millis: 20000) }");
    Answer querying = client.ask("", "{ hello slow(millis: 20000, query: true) }");
    long millis = (System.nanoTime() - start) / 1_000_000;

    assertThat(asleep.code()).isEqualTo("TIMEOUT");
    assertThat(asleep.message()).isEqualTo("The request took longer than 2000 ms.");
    assertThat(querying.code()).isEqualTo("TIMEOUT");
    assertThat(library.countSleepers()).isZero();
    assertThat(millis).isBetween(4_000L, 5_500L);
  }
}
