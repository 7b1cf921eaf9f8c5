package app.countersign.survive;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One line of an import is broken: the rest lands, and the line is named. */
final class BrokenLine {
  private static final int MORE = 20;
  private static final String DOCUMENT =
      """
      {"profile":{"user_id":"line-%d"},"override_accounts":[{"type":"depository",\
      "subtype":"checking","starting_balance":100.5,"currency":"USD","transactions":[\
      {"date_transacted":"2026-01-02","date_posted":"2026-01-03","amount":%d,\
      "description":"NETFLIX.COM","currency":"USD"}]}]}
      """;

  private final World world;
  private final Findings findings;

  BrokenLine(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
  }

  /** Breaks the line of this number. */
  void check(int broken) throws IOException, InterruptedException, SQLException {
    int lines = broken + MORE;
    Iterator<byte[]> sent =
        IntStream.rangeClosed(1, lines).mapToObj(line -> line(line, broken)).iterator();
    HttpRequest request =
        HttpRequest.newBuilder(world.server().resolve("/imports/plaid?consents=DATA_ANALYSIS"))
            .header("Authorization", "Bearer " + world.visitor("SENIOR_OPERATOR").token())
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArrays(() -> sent))
            .build();
    long begun = System.nanoTime();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
      findings.hold(response.statusCode() == 200, "the import is HTTP " + response.statusCode());
      judge(response.body(), broken, lines);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    findings.figure("imported lines a second", String.format(Locale.ROOT, "%.0f", lines / seconds));
    List<String> there = world.rows().texts("SELECT count(*) FROM app_user WHERE id LIKE 'line-%'");
    findings.hold(
        there.equals(List.of(Integer.toString(lines - 1))),
        "%d users should be there, but %s are".formatted(lines - 1, there));
  }

  private void judge(Stream<String> answers, int broken, int lines) {
    int[] number = {0};
    answers.forEach(
        text -> {
          number[0]++;
          JsonNode answer = Json.read(text, JsonNode.class);
          boolean isNamed =
              answer.path("line").intValue() == number[0]
                  && (number[0] == broken
                      ? answer.path("status").asText().equals("refused")
                          && answer.path("message").asText().contains("not well-formed")
                      : answer.path("status").asText().equals("imported"));
          String leak = Leak.in(200, text);
          findings.hold(
              isNamed && leak == null, "line %d is answered: %s".formatted(number[0], text));
        });
    findings.hold(number[0] == lines, "%d lines are answered of %d".formatted(number[0], lines));
  }

  private static byte[] line(int number, int broken) {
    String line = DOCUMENT.formatted(number, 1 + number % 90);
    String sent = number == broken ? line.substring(0, line.length() / 2) + "\n" : line;
    return sent.getBytes(StandardCharsets.UTF_8);
  }
}
