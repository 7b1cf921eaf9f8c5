package app.countersign.llm;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;

/**
 * Turns an event that cannot be read into an error of the stream. The parser would log it instead,
 * with a part of what the provider said, and go on.
 */
record QuietListener(ServerSentEventListener listener) implements ServerSentEventListener {
  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    listener.onOpen(response);
  }

  @Override
  public void onEvent(ServerSentEvent event) {
    quietly(() -> listener.onEvent(event));
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    quietly(() -> listener.onEvent(event, context));
  }

  @Override
  public void onError(Throwable failure) {
    quietly(() -> listener.onError(failure));
  }

  @Override
  public void onClose() {
    quietly(listener::onClose);
  }

  private void quietly(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException unreadable) {
      listener.onError(ModelFailure.malformed("an event of the stream cannot be read"));
    }
  }
}
