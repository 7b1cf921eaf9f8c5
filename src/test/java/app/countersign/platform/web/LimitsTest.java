package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.web.TestClient.Answer;
import graphql.introspection.IntrospectionQueryBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MicronautTest(environments = "platform", transactional = false)
class LimitsTest {
  private final TestClient client;

  LimitsTest(EmbeddedServer server) {
    this.client = new TestClient(server.getURI());
  }

  @Test
  void aQueryOfTheGreatestDepthRunsAndOneDeeperDoesNot() {
    // shelves nodes books nodes author, then as many mentors as fit, then name
    String twelve =
        "{ shelves(first: 1) { nodes { books(first: 1) { nodes { author "
            + nested("mentor", 6, "name")
            + " } } } } }";
    String thirteen =
        "{ shelves(first: 1) { nodes { books(first: 1) { nodes { author "
            + nested("mentor", 7, "name")
            + " } } } } }";

    assertThat(client.ask("", twelve).json().has("errors")).isFalse();
    refused(
        client.ask("", thirteen),
        "depth",
        12,
        13,
        "Limit exceeded: the depth may be at most 12, but is 13.");
  }

  @Test
  void depthCountsThroughFragments() {
    String query =
        "{ shelves(first: 1) { nodes { books(first: 1) { nodes { author { ...A } } } } } }"
            + " fragment A on Author { ... on Author { ...B } } fragment B on Author "
            + nested("mentor", 7, "name");

    refused(
        client.ask("", query),
        "depth",
        12,
        13,
        "Limit exceeded: the depth may be at most 12, but is 13.");
  }

  @Test
  void aliasesAreCountedAsOftenAsTheyAreSpread() {
    String thirty = "{ ...F ...F ...F } fragment F on Query { " + aliases(10) + " }";
    String more = "{ x: hello ...F ...F ...F } fragment F on Query { " + aliases(10) + " }";

    assertThat(client.ask("", thirty).status()).isEqualTo(200);
    refused(
        client.ask("", more),
        "aliases",
        30,
        31,
        "Limit exceeded: the number of aliases may be at most 30, but is 31.");
  }

  @Test
  void fiveMutationsFitIntoOneOperation() {
    String one = "addNote(input: {text: \"x\", refuse: true}) { userErrors { code } }";

    assertThat(client.ask("operator", "mutation { " + named(one, 5) + " }").status())
        .isEqualTo(200);
    refused(
        client.ask("operator", "mutation { " + named(one, 6) + " }"),
        "mutationFields",
        5,
        6,
        "Limit exceeded: mutations in one operation may be at most 5, but is 6.");
  }

  @Test
  void tokensAreCounted() {
    assertThat(client.ask("", "{ " + "hello ".repeat(1_998) + "}").status()).isEqualTo(200);
    refused(
        client.ask("", "{ " + "hello ".repeat(1_999) + "}"),
        "tokens",
        2_000,
        2_001,
        "Limit exceeded: the document's tokens may be at most 2,000, but is 2,001.");
  }

  @Test
  void theTextIsBoundedInBytes() {
    String query = "{ hello } #";

    assertThat(client.ask("", query + "x".repeat(200_000 - query.length())).status())
        .isEqualTo(200);
    refused(
        client.ask("", query + "ä" + "x".repeat(199_999 - query.length())),
        "textBytes",
        200_000,
        200_001,
        "Limit exceeded: the query text's bytes may be at most 200,000, but is 200,001.");
  }

  @Test
  void whatIsInAPageCostsAsOftenAsThePageIsLong() {
    // 1 + 100 × (books 1 + nodes 100 × title 1 …)
    String query =
        "query($n: Int) { shelves(first: 100) { nodes { id books(first: $n) { nodes { title } } } }"
            + " }";

    // shelves 1, nodes 1 + 100 × (id 1, books 1, nodes 1 + n × title 1)
    assertThat(client.ask("", query, Map.of("n", 96)).status()).isEqualTo(200);
    refused(
        client.ask("", query, Map.of("n", 97)),
        "cost",
        10_000,
        10_002,
        "Limit exceeded: the cost may be at most 10,000, but is 10,002.");
    assertThat(client.ask("", query).status()).isEqualTo(200);
  }

  @Test
  void aPageSizeMayComeFromADefaultOrTheOtherEnd() {
    String byDefault =
        "query($n: Int = 97) { shelves(first: 100) { nodes { id books(last: $n) { edges { node { id"
            + " } } } } } }";

    Answer answer = client.ask("", byDefault);

    assertThat(answer.code()).isEqualTo("LIMIT_EXCEEDED");
    assertThat(answer.json().at("/errors/0/extensions/value").asInt())
        .isEqualTo(2 + 100 * (1 + 1 + 1 + 97 * 2));
    assertThat(client.ask("", byDefault, Map.of("n", 1)).status()).isEqualTo(200);
  }

  @Test
  void idsCostByTheirNumber() {
    String query = "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }";
    String[] tooMany = new String[101];
    java.util.Arrays.fill(tooMany, "s1");

    Answer answer = client.ask("analyst", query, Map.of("ids", tooMany));

    assertThat(answer.code()).isEqualTo("LIMIT_EXCEEDED");
    assertThat(answer.message())
        .isEqualTo("Limit exceeded: the number of ids may be at most 100, but is 101.");
  }

  @Test
  void aFragmentBombCostsNothingToRefuse() {
    StringBuilder bomb = new StringBuilder("{ ...F0 }");
    for (int i = 0; i < 25; i++) {
      bomb.append(" fragment F%d on Query { ...F%d ...F%d }".formatted(i, i + 1, i + 1));
    }
    bomb.append(" fragment F25 on Query { hello }");

    long start = System.nanoTime();
    Answer answer = client.ask("", bomb.toString());
    long millis = (System.nanoTime() - start) / 1_000_000;

    assertThat(answer.code()).isEqualTo("LIMIT_EXCEEDED");
    assertThat(answer.json().at("/errors/0/extensions/limitName").asText()).isEqualTo("cost");
    assertThat(millis).isLessThan(2_000);
  }

  @Test
  void fragmentsWithinFragmentsAreCounted() {
    refused(
        client.ask("", chain(31)),
        "fragmentNesting",
        30,
        31,
        "Limit exceeded: fragments within fragments may be at most 30, but is 31.");
    assertThat(client.ask("", chain(30)).status()).isEqualTo(200);
  }

  @Test
  void aFragmentThatSpreadsItselfIsRefusedBeforeItIsFollowed() {
    Answer answer =
        client.ask(
            "", "{ hello ...A } fragment A on Query { ...B } fragment B on Query { ... { ...A } }");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("GRAPHQL_VALIDATION_FAILED");
    assertThat(answer.message()).matches("Fragment '[AB]' spreads itself\\.");
  }

  @Test
  void directivesAreCounted() {
    String query = "query($a: Boolean!) { " + "hello @skip(if: $a) ".repeat(51) + "}";

    refused(
        client.ask("", query, Map.of("a", false)),
        "directives",
        50,
        51,
        "Limit exceeded: the number of directives may be at most 50, but is 51.");
  }

  @Test
  void theStandardIntrospectionIsServed() {
    String query =
        IntrospectionQueryBuilder.build(
            IntrospectionQueryBuilder.Options.defaultOptions()
                .typeRefFragmentDepth(9)
                .inputValueDeprecation(true)
                .isOneOf(true)
                .specifiedByUrl(true));

    Answer answer = client.ask("", query);

    assertThat(answer.json().has("errors")).isFalse();
    assertThat(answer.data().at("/__schema/queryType/name").asText()).isEqualTo("Query");
  }

  @Test
  void anIntrospectionThatGoesInCirclesIsRefused() {
    Answer deep =
        client.ask(
            "",
            "{ __schema { types "
                + nested("fields { type", 10, "name").replace("} }", "} } }")
                + " }");
    Answer circular =
        client.ask(
            "",
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }");

    assertThat(deep.status()).isEqualTo(400);
    assertThat(circular.code()).isEqualTo("LIMIT_EXCEEDED");
  }

  @Test
  void anIntrospectionHasItsOwnDepth() {
    Answer answer =
        client.ask("", "{ __type(name: \"Query\") " + nested("ofType", 20, "name") + " }");

    refused(
        answer,
        "introspectionDepth",
        20,
        22,
        "Limit exceeded: the introspection's depth may be at most 20, but is 22.");
  }

  private static void refused(Answer answer, String name, int limit, long value, String message) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("LIMIT_EXCEEDED");
    assertThat(answer.message()).isEqualTo(message);
    assertThat(answer.json().at("/errors/0/extensions/limitName").asText()).isEqualTo(name);
    assertThat(answer.json().at("/errors/0/extensions/limit").asInt()).isEqualTo(limit);
    assertThat(answer.json().at("/errors/0/extensions/value").asLong()).isEqualTo(value);
  }

  private static String nested(String field, int times, String leaf) {
    return ("{ " + field + " ").repeat(times) + "{ " + leaf + " }" + " }".repeat(times);
  }

  private static String aliases(int count) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < count; i++) {
      fields.append("a%d: hello ".formatted(i));
    }
    return fields.toString();
  }

  private static String chain(int fragments) {
    StringBuilder chain = new StringBuilder("{ ...F1 }");
    for (int i = 1; i < fragments; i++) {
      chain.append(" fragment F%d on Query { ...F%d }".formatted(i, i + 1));
    }
    return chain + " fragment F%d on Query { hello }".formatted(fragments);
  }

  private static String named(String field, int count) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < count; i++) {
      fields.append("m%d: %s ".formatted(i, field));
    }
    return fields.toString();
  }
}
