package app.countersign.platform.socket;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteMatch;
import io.micronaut.web.router.filter.FilteredRouter;
import io.micronaut.web.router.filter.RouteMatchFilter;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Lets a WebSocket and a GET have the same path, which to the framework are two GET routes that
 * both match: a request for an upgrade sees the one, any other request the other.
 */
@Singleton
final class SocketRoutes implements BeanCreatedEventListener<Router> {
  @Override
  public Router onCreated(BeanCreatedEvent<Router> event) {
    return new FilteredRouter(event.getBean(), new ByUpgrade());
  }

  /** Whether the request asks for a WebSocket. */
  static boolean isUpgrade(HttpRequest<?> request) {
    List<String> upgrades = request.getHeaders().getAll(HttpHeaders.UPGRADE);
    return !upgrades.isEmpty()
        && String.join(",", upgrades).toLowerCase(Locale.ROOT).contains("websocket")
        && String.join(",", request.getHeaders().getAll(HttpHeaders.CONNECTION))
            .toLowerCase(Locale.ROOT)
            .contains("upgrade");
  }

  private static final class ByUpgrade implements RouteMatchFilter {
    @Override
    public <T, R> Predicate<UriRouteMatch<T, R>> filter(HttpRequest<?> request) {
      boolean isUpgrade = isUpgrade(request);
      return route ->
          isUpgrade
              == (route.isAnnotationPresent(OnOpen.class)
                  || route.isAnnotationPresent(OnMessage.class));
    }
  }
}
