package app.countersign.platform.web;

import app.countersign.platform.admission.Admission;
import app.countersign.platform.admission.Pass;
import app.countersign.platform.graphql.RequestError;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * In front of the GraphQL endpoint. When there is no room a request is refused while it is still on
 * the event loop, before anything of it is read; else it gets its place, or is refused, before
 * anybody asks who sent it.
 */
@ServerFilter("/graphql")
final class Entrance {
  private final Admission admission;
  private final Answers answers;

  Entrance(Admission admission, Answers answers) {
    this.admission = admission;
    this.answers = answers;
  }

  /** Refuses when others wait already as many as may; WebSockets do not come to them. */
  @RequestFilter
  @Nullable HttpResponse<?> before(HttpRequest<?> request) {
    boolean isAnswered = !request.getHeaders().contains(HttpHeaders.UPGRADE);
    return isAnswered && admission.isFull() ? refused(request) : null;
  }

  /** Does the work in its turn, or refuses it. */
  HttpResponse<byte[]> admitted(HttpRequest<?> request, Supplier<HttpResponse<byte[]>> work) {
    try (Pass pass = entered(request)) {
      if (pass == null) {
        return refused(request);
      }
      return PropagatedContext.getOrEmpty().plus(pass).propagate(work);
    }
  }

  private @Nullable Pass entered(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> received) {
      EarlyRefusal.arrived(received.getChannelHandlerContext().channel());
    }
    return admission.enter(RequestNotes.of(request).startedNanos());
  }

  private HttpResponse<byte[]> refused(HttpRequest<?> request) {
    RequestError error = admission.refusal();
    RequestNotes.of(request).shed(error.code().name());
    ResponseType type =
        ResponseType.accepted(request.getHeaders().getAll(HttpHeaders.ACCEPT))
            .orElse(ResponseType.JSON);
    return answers.refused(error, type, RequestIds.of(request));
  }
}
