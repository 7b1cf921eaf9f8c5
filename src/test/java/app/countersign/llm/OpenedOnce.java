package app.countersign.llm;

import java.time.Duration;

/** Has each client library loaded before a test measures time. */
final class OpenedOnce {
  private static final ModelRequest QUESTION = ModelRequest.of("Rules.", most -> "How many?");
  private static final Duration TIME = Duration.ofSeconds(30);
  private static boolean isOpened;

  private OpenedOnce() {}

  static synchronized void please() {
    if (isOpened) {
      return;
    }
    isOpened = true;
    for (Wire wire : Wire.values()) {
      try (ModelServer server = new ModelServer();
          ModelDesk desk = ModelDesk.over(wire, server).deadline(TIME)) {
        server.then(ModelServer.json(200, wire.text("Twelve.")));
        desk.models().answer(QUESTION, TIME);
        server.always(ModelServer.json(400, wire.error("invalid_request_error", "no")));
        try {
          desk.models().stream(QUESTION, TIME, words -> {});
        } catch (ModelException expected) {
          continue;
        }
      }
    }
  }
}
