package app.countersign.survive;

import app.countersign.platform.db.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A request made to be work, or to be misread.
 *
 * @param name for the report
 * @param request its body; each number gives another, so that none is known already
 */
record Attack(String name, IntFunction<String> request) {
  private static final int MEGABYTE = 1_000_000;

  /** All that must be refused. */
  static List<Attack> all() {
    return java.util.stream.Stream.of(shapes(), fragments(), texts(), variables(), bodies())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Attack> shapes() {
    return List.of(
        document("deep", "{ viewer " + "{ operator ".repeat(3_000)),
        document("deep and well formed", nested("operator", 25)),
        document("deep by brackets", "{ node(id: " + "[".repeat(5_000) + "]".repeat(5_000) + ") }"),
        document("wide", "{ " + "viewer { id } ".repeat(20_000) + "}"),
        document("wide with arguments", "{ " + wide(1_990) + "}"),
        document("aliased", "{ " + numbered(600, "a%d: __typename ") + "}"),
        document("aliased mutations", "mutation { " + numbered(100, signIns()) + "}"),
        document("many operations", numbered(400, "query Q%d { viewer { id } } ")),
        document("directive flood", "{ __typename " + "@skip(if: false) ".repeat(450) + "}"),
        document("flood of unknown directives", "{ __typename " + "@a ".repeat(1_900) + "}"),
        document("pages in pages", pages()),
        document("circular introspection", introspection()));
  }

  private static List<Attack> fragments() {
    String bomb =
        "{ ...F0 } "
            + numbered(
                90, i -> "fragment F%d on Query { ...F%d ...F%d } ".formatted(i, i + 1, i + 1))
            + "fragment F90 on Query { viewer { id } }";
    String ring =
        "{ ...F0 } "
            + numbered(200, i -> "fragment F%d on Query { ...F%d } ".formatted(i, (i + 1) % 200));
    String chain =
        "{ ...F0 noSuchField } "
            + numbered(200, i -> "fragment F%d on Query { ...F%d } ".formatted(i, i + 1))
            + "fragment F200 on Query { viewer { id } }";
    String fan =
        "{ noSuchField ...F0 } "
            + "fragment F0 on Query { %s } ".formatted(numbered(190, "...G%d "))
            + numbered(190, "fragment G%d on Query { ...F0 } ");
    return List.of(
        document("chain of fragments", chain),
        document("fan of fragments", fan),
        document("cyclic fragment", "{ ...A } fragment A on Query { viewer { id } ...A }"),
        document("ring of fragments", ring),
        document("bomb of fragments", bomb),
        document(
            "fragments without end", "{ ...F0 } " + numbered(300, "fragment F%d on Query { a } ")));
  }

  private static List<Attack> texts() {
    return List.of(
        document("1 MB of fields", "{ " + "__typename ".repeat(MEGABYTE / 11) + "}"),
        document("1 MB of comment", "{ __typename } #" + "x".repeat(MEGABYTE)),
        document("1 MB of one text", "{ node(id: \"" + "x".repeat(MEGABYTE) + "\") { id } }"),
        document("1 MB of white space", "{ " + " ".repeat(MEGABYTE) + "viewer { noSuch } }"),
        document(
            "190 kB of escapes", "{ node(id: \"" + "\\\\".repeat(95_000) + "\\u0000\") { id } }"),
        document("NUL in the text", "{ node(id: \"a\u0000b\") { id } }"),
        document("NUL by an escape", "{ node(id: \"a\\u0000b\") { id } }"),
        new Attack(
            "lone surrogate",
            i -> "{\"query\":\"{ node(id: \\\"\\ud800\\\") { id } } #" + i + "\"}"),
        document("lone surrogate by an escape", "{ node(id: \"\\udfff x\") { id } }"),
        document("huge number", "{ operators(first: " + "9".repeat(100_000) + ") { totalCount } }"),
        document("huge exponent", "{ operators(first: 1e999999999) { totalCount } }"),
        document("huge decimal", "{ cardAdvice(amount: {amount: 1e999999999}) { advice } }"),
        document(
            "deep type",
            "query($a: " + "[".repeat(55) + "Int" + "]".repeat(55) + ") { __typename }"),
        document("many variables", "query(" + numbered(480, "$v%d: Int ") + ") { __typename }"));
  }

  private static List<Attack> variables() {
    String ask = "query($x: ID!) { node(id: $x) { id } }";
    return List.of(
        body("10 MB of variables", ask, "\"" + "x".repeat(10 * MEGABYTE) + "\""),
        body("deep variables", ask, "[".repeat(100_000) + "]".repeat(100_000)),
        body("deep objects", ask, "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000)),
        body("a list of 200,000", ask, "[" + "1,".repeat(199_999) + "1]"),
        body("an object of 50,000", ask, "{" + keys(50_000) + "}"),
        body("an object of equal hashes", ask, "{" + equalHashes() + "}"),
        body("huge number in variables", ask, "9".repeat(200_000)),
        body("huge exponent in variables", ask, "1e999999999"),
        body("NUL in variables", ask, "\"a\\u0000\""),
        body("lone surrogate in variables", ask, "\"\\ud83d\""));
  }

  private static List<Attack> bodies() {
    return List.of(
        new Attack(
            "a batch of 10,000",
            i -> "[" + ("{\"query\":\"{__typename}\"}" + ",").repeat(10_000) + i + "]"),
        new Attack("no JSON", i -> "<".repeat(500_000) + i),
        new Attack(
            "JSON without end",
            i -> "{\"query\":\"{ __typename }\",\"x\":" + "[".repeat(400_000 + i)));
  }

  private static Attack document(String name, String text) {
    return new Attack(name, i -> Json.write(Map.of("query", text + " #" + i)));
  }

  private static Attack body(String name, String query, String json) {
    return new Attack(
        name,
        i ->
            "{\"query\":%s,\"variables\":{\"x\":%s}}"
                .formatted(Json.write(query + " #" + i), json));
  }

  private static String signIns() {
    return "m%d: signIn(input: {email: \"a@b.example\", password: \"x\"}) { userErrors { code } } ";
  }

  private static String nested(String field, int depth) {
    return "{ viewer " + ("{ " + field + " ").repeat(depth) + "{ id }" + " }".repeat(depth + 1);
  }

  /** Fields of one name that the rule of overlapping fields compares in pairs, and that differ. */
  private static String wide(int tokens) {
    return numbered(tokens / 9, "node(id: \"%d\") { id } ");
  }

  private static String pages() {
    String page = "users(first: 100) { nodes { transitions(first: 100) { nodes { user { ";
    return "{ " + page + "transitions(first: 100) { nodes { id } } } } } } } }";
  }

  private static String introspection() {
    return "{ __schema { types "
        + "{ fields { type ".repeat(6)
        + "{ name }"
        + " } }".repeat(6)
        + " } }";
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(","));
  }

  /** 4,096 keys of the same {@link String#hashCode}. */
  private static String equalHashes() {
    List<String> parts = List.of("Aa", "BB");
    List<String> keys = List.of("");
    for (int length = 0; length < 12; length++) {
      keys = keys.stream().flatMap(key -> parts.stream().map(part -> key + part)).toList();
    }
    return keys.stream().map(key -> "\"" + key + "\":1").collect(Collectors.joining(","));
  }

  private static String numbered(int count, String text) {
    return numbered(count, i -> text.formatted(Collections.nCopies(3, i).toArray()));
  }

  private static String numbered(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
  }
}
