package app.countersign.survive;

import app.countersign.platform.db.Json;
import app.countersign.survive.World.Visitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a page of another site, or a link, can make a browser send: nothing of it runs. Each is sent
 * with a token that may do what it asks, for nothing but the way it is sent may be the reason.
 */
final class ForeignCalls {
  private static final String EVIL = "Origin: https://evil.example\r\n";
  private static final String MARK = "written by a foreign call";

  /** The only other site that may ask is {@code http://localhost:3000}. */
  private static final Pattern ALLOWED =
      Pattern.compile("(?im)^access-control-allow-origin: (?!http://localhost:3000$)");

  private static final int PATIENCE_MILLIS = 10_000;

  private final World world;
  private final Findings findings;
  private final String mutation;

  ForeignCalls(World world, Findings findings) {
    this.world = world;
    this.findings = findings;
    this.mutation =
        "mutation { addNote(input: {recommendationId: \"%s\", text: \"%s\"}) { note { id } } }"
            .formatted(world.shared().get("Recommendation"), MARK);
  }

  /** Sends all of them, and then the same rightly. */
  void check() throws IOException, SQLException {
    Map<String, String> before = world.rows().state();
    for (Map.Entry<String, String> call : calls().entrySet()) {
      String answer = raw(call.getValue());
      boolean isPlain = answer.startsWith("HTTP/1.1 ") && Leak.in(status(answer), answer) == null;
      findings.hold(isPlain, call.getKey() + " is answered: " + Leak.shortened(answer, 0));
      findings.hold(
          !ALLOWED.matcher(answer).find(),
          call.getKey() + " is allowed to a foreign origin: " + Leak.shortened(answer, 0));
      findings.hold(
          status(answer) >= 400 || call.getKey().startsWith("preflight"),
          call.getKey() + " succeeds: " + Leak.shortened(answer, 0));
      findings.hold(notes() == 0, call.getKey() + " ran");
    }
    List<String> changed = Rows.changed(before, world.rows().state());
    findings.hold(changed.isEmpty(), "foreign calls changed " + changed);
    raw(post("Content-Type: application/json\r\n", json()));
    findings.hold(notes() == 1, "the same call sent rightly should run once, ran " + notes());
  }

  private Map<String, String> calls() {
    String form = "query=" + encoded(mutation);
    String json = "Content-Type: application/json\r\n";
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("GET", request("GET", "?" + form, "", ""));
    calls.put("GET with a foreign origin", request("GET", "?" + form, EVIL, ""));
    calls.put("GET with JSON", request("GET", "?" + form, json, json()));
    calls.put(
        "GET that calls itself POST",
        request("GET", "?" + form, "X-HTTP-Method-Override: POST\r\n", ""));
    for (String method : List.of("PUT", "PATCH", "DELETE", "TRACE")) {
      calls.put(method, request(method, "?" + form, json, json()));
    }
    calls.put("HEAD", request("HEAD", "?" + form, "", ""));
    calls.put("POST with the query in the URL", request("POST", "?" + form, "", ""));
    calls.put(
        "POST with the query in the URL and a form",
        request("POST", "?" + form, "Content-Type: application/x-www-form-urlencoded\r\n", form));
    calls.put("form", post("Content-Type: application/x-www-form-urlencoded\r\n", form));
    calls.put("form of JSON", post("Content-Type: application/x-www-form-urlencoded\r\n", json()));
    calls.put(
        "multipart form", post("Content-Type: multipart/form-data; boundary=x\r\n", multipart()));
    calls.put("text/plain", post("Content-Type: text/plain\r\n", json()));
    calls.put("text/plain from afar", post(EVIL + "Content-Type: text/plain\r\n", json()));
    calls.put(
        "text/plain that names JSON",
        post("Content-Type: text/plain; application/json\r\n", json()));
    calls.put("no content type", post("", json()));
    calls.put("no content type from afar", post(EVIL, json()));
    calls.put("application/graphql", post("Content-Type: application/graphql\r\n", mutation));
    calls.put("two content types", post("Content-Type: text/plain\r\n" + json, json()));
    calls.putAll(socketsAndPreflights());
    return calls;
  }

  private Map<String, String> socketsAndPreflights() {
    String upgrade =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: graphql-transport-ws\r\n";
    String ask = "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: ";
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("WebSocket from afar", request("GET", "", EVIL + upgrade, ""));
    calls.put(
        "WebSocket of no origin's page", request("GET", "", "Origin: null\r\n" + upgrade, ""));
    calls.put(
        "WebSocket of a like name",
        request("GET", "", "Origin: http://127.0.0.1.evil.example\r\n" + upgrade, ""));
    calls.put(
        "WebSocket of two origins",
        request("GET", "", "Origin: http://localhost:3000\r\n" + EVIL + upgrade, ""));
    calls.put(
        "preflight", request("OPTIONS", "", EVIL + ask + "authorization,content-type\r\n", ""));
    calls.put(
        "preflight of no origin's page",
        request("OPTIONS", "", "Origin: null\r\n" + ask + "content-type\r\n", ""));
    calls.put(
        "preflight of a like name",
        request(
            "OPTIONS", "", "Origin: http://localhost:3000.evil.example\r\n" + ask + "x\r\n", ""));
    return calls;
  }

  private String multipart() {
    return "--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n"
        + json()
        + "\r\n--x\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{}\r\n--x--\r\n";
  }

  private String json() {
    return Json.write(Map.of("query", mutation));
  }

  private String post(String headers, String body) {
    return request("POST", "", headers, body);
  }

  private String request(String method, String query, String headers, String body) {
    URI server = world.server();
    Visitor admin = world.visitor("ADMIN");
    boolean isUpgrade = headers.contains("Upgrade: websocket");
    return "%s /graphql%s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\n%s%sContent-Length: %d\r\n\r\n%s"
        .formatted(
            method,
            query,
            server.getHost(),
            server.getPort(),
            admin.token(),
            isUpgrade ? "" : "Connection: close\r\n",
            headers,
            body.length(),
            body);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(world.server().getHost(), world.server().getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      List<String> head = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        head.add(line);
        boolean isAllThatMatters = line.isEmpty() && request.contains("Upgrade: websocket");
        if (isAllThatMatters) {
          break;
        }
      }
      return String.join("\n", head);
    }
  }

  private int notes() throws SQLException {
    return Integer.parseInt(world.rows().text("SELECT count(*) FROM note WHERE text = ?", MARK));
  }

  private static int status(String answer) {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
