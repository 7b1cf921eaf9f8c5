package app.countersign.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A real headless Chromium with one page, driven over its own debugging protocol. It remembers
 * every request that failed and every error the console showed.
 */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int BAD_REQUEST = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChromiumProcess chromium;
  private final DevTools devTools;
  private final Map<String, String> requestUrls = new ConcurrentHashMap<>();
  private final List<String> failedRequests = new CopyOnWriteArrayList<>();
  private final List<String> consoleErrors = new CopyOnWriteArrayList<>();

  private Browser(ChromiumProcess chromium) throws IOException, InterruptedException {
    this.chromium = chromium;
    this.devTools = DevTools.connect(chromium.pageSocket(PATIENCE), this::onEvent);
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      devTools.call(domain + ".enable", Map.of());
    }
  }

  /** The first Chromium there is: the CHROMIUM variable's, or one of the usual places. */
  public static Optional<Path> executable() {
    return Stream.of(
            Optional.ofNullable(System.getenv("CHROMIUM")).orElse(""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static Browser start(Path executable, int width, int height)
      throws IOException, InterruptedException {
    ChromiumProcess chromium = ChromiumProcess.start(executable, width, height);
    try {
      return new Browser(chromium);
    } catch (IOException | InterruptedException | RuntimeException e) {
      chromium.close();
      throw e;
    }
  }

  void open(String url) {
    devTools.call("Page.navigate", Map.of("url", url));
    // The address tells the new document from the old one, which may be complete as well.
    String path = URI.create(url).getPath();
    waitUntil(
        "the page at " + url,
        () ->
            evaluate(
                    "location.pathname === %s && document.readyState === 'complete'"
                        .formatted(quoted(path)))
                .asBoolean());
  }

  /** Waits for an element that is there and can be seen. */
  void waitFor(String selector) {
    waitUntil(selector, () -> centre(selector).isPresent());
  }

  /** Waits until a script's value is true. */
  void waitForTrue(String expression) {
    waitUntil(expression, () -> evaluate(expression).asBoolean());
  }

  /** Presses the mouse in the middle of an element. */
  void click(String selector) {
    waitFor(selector);
    double[] point = centre(selector).orElseThrow();
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      devTools.call(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", point[0], "y", point[1], "button", "left", "clickCount", 1));
    }
  }

  /** Clicks into a field and types a text, as a keyboard with that layout would. */
  void type(String selector, String text) {
    click(selector);
    devTools.call("Input.insertText", Map.of("text", text));
  }

  /**
   * A script's value; a promise is awaited.
   *
   * @throws IllegalStateException when the script fails
   */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        devTools.call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.get("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  String text(String selector) {
    return evaluate("document.querySelector(%s).textContent".formatted(quoted(selector))).asText();
  }

  /** Requests that got no answer, or one of 400 and above. */
  List<String> failedRequests() {
    return List.copyOf(failedRequests);
  }

  /** Addresses of all requests so far. */
  List<String> requests() {
    return List.copyOf(requestUrls.values());
  }

  /**
   * Errors of scripts and of the browser itself, such as a refusal by the page's security policy.
   */
  List<String> consoleErrors() {
    return List.copyOf(consoleErrors);
  }

  void screenshot(Path file) {
    String data =
        devTools.call("Page.captureScreenshot", Map.of("format", "png")).get("data").asText();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    devTools.close();
    chromium.close();
  }

  private void onEvent(String method, JsonNode event) {
    switch (method) {
      case "Network.requestWillBeSent" ->
          requestUrls.put(
              event.get("requestId").asText(), event.get("request").get("url").asText());
      case "Network.responseReceived" -> {
        JsonNode response = event.get("response");
        if (response.get("status").asInt() >= BAD_REQUEST) {
          failedRequests.add(response.get("status").asInt() + " " + response.get("url").asText());
        }
      }
      case "Network.loadingFailed" ->
          failedRequests.add(
              event.get("errorText").asText()
                  + " "
                  + requestUrls.get(event.get("requestId").asText()));
      case "Runtime.exceptionThrown" -> consoleErrors.add(event.get("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> {
        if (event.get("type").asText().equals("error")) {
          consoleErrors.add(event.get("args").toString());
        }
      }
      case "Log.entryAdded" -> {
        if (event.get("entry").get("level").asText().equals("error")) {
          consoleErrors.add(event.get("entry").toString());
        }
      }
      default -> {
        // The other events say nothing about failure.
      }
    }
  }

  private Optional<double[]> centre(String selector) {
    JsonNode box =
        evaluate(
            """
            (() => {
              const found = document.querySelector(%s);
              if (!found || !found.checkVisibility()) return null;
              found.scrollIntoView({ block: 'nearest', inline: 'nearest' });
              const box = found.getBoundingClientRect();
              return [box.x + box.width / 2, box.y + box.height / 2];
            })()
            """
                .formatted(quoted(selector)));
    return box.isArray()
        ? Optional.of(new double[] {box.get(0).asDouble(), box.get(1).asDouble()})
        : Optional.empty();
  }

  private void waitUntil(String awaited, Supplier<Boolean> isThere) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isThereNow(isThere)) {
      if (System.nanoTime() > deadline) {
        List<String> seen = new ArrayList<>(failedRequests);
        seen.addAll(consoleErrors);
        screenshot(Path.of("target/browser-waited-in-vain.png"));
        throw new AssertionError("Waited in vain for " + awaited + "; failures so far: " + seen);
      }
      pause();
    }
  }

  /** On a page that is just being left there is nothing yet. */
  private static boolean isThereNow(Supplier<Boolean> isThere) {
    try {
      return isThere.get();
    } catch (IllegalStateException failed) {
      if (String.valueOf(failed.getMessage()).contains("navigated or closed")) {
        return false;
      }
      throw failed;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
