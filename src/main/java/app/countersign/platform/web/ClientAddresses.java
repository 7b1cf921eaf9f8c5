package app.countersign.platform.web;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.DefaultHttpClientAddressResolver;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * Where a request comes from: the socket's address. Only where that is one of {@code
 * countersign.trusted-proxies} is {@code X-Forwarded-For} believed, and of it the last address that
 * is no trusted proxy.
 */
@Singleton
@Replaces(DefaultHttpClientAddressResolver.class)
public final class ClientAddresses implements HttpClientAddressResolver {
  private final Set<String> trusted;

  ClientAddresses(
      @Property(name = "countersign.trusted-proxies", defaultValue = "") List<String> trusted) {
    this.trusted =
        Set.copyOf(trusted.stream().map(String::strip).filter(text -> !text.isEmpty()).toList());
  }

  @Override
  @SuppressWarnings("rawtypes") // as the framework declares it
  public String resolve(HttpRequest request) {
    return of(request);
  }

  /** The address as text; {@code unknown} when the socket is gone already. */
  public String of(HttpRequest<?> request) {
    InetAddress socket = request.getRemoteAddress().getAddress();
    String address = socket == null ? "unknown" : socket.getHostAddress();
    if (!trusted.contains(address)) {
      return address;
    }
    List<String> hops =
        request.getHeaders().getAll("X-Forwarded-For").stream()
            .flatMap(header -> List.of(header.split(",")).stream())
            .map(String::strip)
            .filter(hop -> !hop.isEmpty())
            .toList();
    for (String hop : hops.reversed()) {
      if (!trusted.contains(hop)) {
        return hop;
      }
    }
    return address;
  }
}
