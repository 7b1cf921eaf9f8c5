package app.countersign.platform.socket;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Locale;

/** The request that asks for a WebSocket. */
public final class Handshake {
  private Handshake() {}

  /** Whether the request asks for a WebSocket. */
  public static boolean isAskedFor(HttpRequest<?> request) {
    List<String> upgrades = request.getHeaders().getAll(HttpHeaders.UPGRADE);
    return !upgrades.isEmpty()
        && String.join(",", upgrades).toLowerCase(Locale.ROOT).contains("websocket")
        && String.join(",", request.getHeaders().getAll(HttpHeaders.CONNECTION))
            .toLowerCase(Locale.ROOT)
            .contains("upgrade");
  }
}
