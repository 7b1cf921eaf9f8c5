package app.countersign.survive;

import app.countersign.platform.db.Json;
import app.countersign.testing.operation.GeneratedOperations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Requests that were good and then were broken in one way, told by the seed. */
final class BrokenRequests {
  private static final Pattern WORD = Pattern.compile("(?<![$\"\\w])[a-zA-Z_]\\w*");
  private static final Pattern TOKEN = Pattern.compile("\\w+|[{}()\\[\\]:!@$=]|\\.\\.\\.");
  private static final List<String> STRAY =
      List.of(
          "{",
          "}",
          "(",
          ")",
          "[",
          "]",
          ":",
          "!",
          "@",
          "$",
          "=",
          "...",
          "|",
          "&",
          "\"",
          "\"\"\"",
          "\\",
          "`",
          "\uFEFF",
          "\u2028",
          "\u0007",
          "null",
          "on",
          "fragment",
          "0x1F",
          "1e",
          "-",
          "00",
          "🙂",
          "\u0000",
          "\"\\u00\"",
          "\"\\ud800\"",
          "\"\\u{110000}\"");
  private static final List<String> LARGE =
      List.of(
          "9".repeat(90),
          "9".repeat(5_000),
          "1e400",
          "1e999999999",
          "-1e-999999999",
          "99999999999999999999");
  private static final List<Object> WRONG =
      List.of(
          7,
          -1.5,
          true,
          "no such thing",
          List.of(),
          List.of(List.of(List.of("x"))),
          Map.of(),
          Map.of("noSuchField", 1),
          Map.of("a\u0000b", "\u0000"),
          "x".repeat(50_000));

  private BrokenRequests() {}

  /** How many ways there are. */
  static int ways() {
    return TEXT.size() + JSON.size() + BYTES.size();
  }

  private interface Breaking<T> {
    T apply(T whole, Random random);
  }

  private static final List<Breaking<String>> TEXT =
      List.of(
          (text, random) -> cut(text, random, random.nextInt(20), ""),
          (text, random) -> cut(text, random, 0, pick(STRAY, random)),
          (text, random) -> text.substring(0, random.nextInt(text.length())),
          (text, random) -> word(text, random, word -> word + "X"),
          (text, random) -> word(text, random, word -> "\"" + word + "\""),
          (text, random) -> word(text, random, word -> word + "(noSuchArgument: 1)"),
          (text, random) -> word(text, random, word -> word + " { noSuchField }"),
          (text, random) -> word(text, random, word -> word + " @noSuchDirective(a: [])"),
          (text, random) -> word(text, random, word -> word + " @skip(if: 3) @skip"),
          (text, random) -> word(text, random, word -> word + " ...NoSuchFragment"),
          (text, random) -> word(text, random, word -> "same: " + word + " same: __typename"),
          (text, random) -> word(text, random, word -> "$" + word),
          (text, random) -> word(text, random, word -> pick(LARGE, random)),
          (text, random) -> word(text, random, word -> "x".repeat(20_000)),
          (text, random) -> swapped(text, random),
          (text, random) -> text + " { __typename }",
          (text, random) -> text + " fragment Cycle on Query { ...Cycle }",
          (text, random) ->
              text + " fragment Q on NoSuchType { a } query Q($a: Int, $a: [Q!]) { b }",
          (text, random) -> text + " extend type Query { x: Int } schema { query: Query }",
          (text, random) -> text.replaceFirst("\\{", "{ ".repeat(1 + random.nextInt(3_000))),
          (text, random) -> text.replaceFirst("\\{", "{ " + "a: __typename ".repeat(40)),
          (text, random) -> text.replaceFirst("\\{", "{ " + "__typename @x ".repeat(500)));

  private static final List<Breaking<Map<String, Object>>> JSON =
      List.of(
          BrokenRequests::wrongVariable,
          (body, random) -> with(body, "variables", pick(WRONG, random)),
          (body, random) -> with(body, "query", pick(WRONG, random)),
          (body, random) -> with(body, "operationName", pick(WRONG, random)),
          (body, random) -> with(body, "extensions", pick(WRONG, random)),
          (body, random) -> without(body, random));

  private static final List<Breaking<String>> BYTES =
      List.of(
          (body, random) -> body.substring(0, random.nextInt(body.length())),
          (body, random) -> "[" + body + "]",
          (body, random) -> body + body,
          (body, random) -> body.replaceFirst("\"query\":\"", "\"query\":\"\\\\ud800"),
          (body, random) -> body.replaceFirst("\"query\":\"", "\"query\":\"\\\\u0000"),
          (body, random) -> body.replaceFirst("\\{", "{\"query\":\"{ __typename }\","),
          (body, random) -> body.replaceFirst("\\{", "{\"variables\":{\"v1\":1e999999999},"),
          (body, random) -> body.replaceFirst("\\{", "{\"extensions\":" + "[".repeat(3_000)),
          (body, random) -> cut(body, random, 1 + random.nextInt(5), ""),
          (body, random) -> cut(body, random, 0, "\u0001"),
          (body, random) -> "");

  /** The body of a request that holds the operation broken. */
  static byte[] of(Operation operation, long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    int way = (int) Math.floorMod(seed, (long) ways() + 1);
    Map<String, Object> body = new LinkedHashMap<>(GeneratedCalls.body(operation));
    if (way < TEXT.size()) {
      body.put("query", TEXT.get(way).apply(operation.document(), random));
      return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }
    way -= TEXT.size();
    if (way < JSON.size()) {
      return Json.write(JSON.get(way).apply(body, random)).getBytes(StandardCharsets.UTF_8);
    }
    way -= JSON.size();
    String text = Json.write(body);
    return way < BYTES.size()
        ? BYTES.get(way).apply(text, random).getBytes(StandardCharsets.UTF_8)
        : notUtf8(text.getBytes(StandardCharsets.UTF_8), random);
  }

  private static byte[] notUtf8(byte[] bytes, Random random) {
    byte[] broken = bytes.clone();
    broken[random.nextInt(broken.length)] = (byte) (0x80 | random.nextInt(0x80));
    return broken;
  }

  private static Map<String, Object> wrongVariable(Map<String, Object> body, Random random) {
    Map<String, Object> variables = new LinkedHashMap<>();
    if (body.get("variables") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> variables.put(String.valueOf(name), value));
    }
    String name = variables.isEmpty() ? "v1" : pick(new ArrayList<>(variables.keySet()), random);
    variables.put(name, pick(WRONG, random));
    return with(body, "variables", variables);
  }

  private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
    body.put(name, value);
    return body;
  }

  private static Map<String, Object> without(Map<String, Object> body, Random random) {
    body.remove(random.nextBoolean() ? "variables" : "query");
    return body;
  }

  private static String cut(String text, Random random, int length, String instead) {
    int at = random.nextInt(text.length());
    return text.substring(0, at) + instead + text.substring(Math.min(text.length(), at + length));
  }

  private static String word(String text, Random random, UnaryOperator<String> change) {
    List<MatchResult> words = WORD.matcher(text).results().toList();
    MatchResult one = pick(words, random);
    return text.substring(0, one.start()) + change.apply(one.group()) + text.substring(one.end());
  }

  private static String swapped(String text, Random random) {
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    MatchResult one = tokens.get(random.nextInt(tokens.size() - 1));
    MatchResult other = tokens.get(tokens.indexOf(one) + 1);
    return text.substring(0, one.start())
        + other.group()
        + text.substring(one.end(), other.start())
        + one.group()
        + text.substring(other.end());
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
