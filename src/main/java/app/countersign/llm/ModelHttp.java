package app.countersign.llm;

import app.countersign.platform.admission.Pass;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * LangChain4j's requests over the JDK's HTTP client. Its own adapter drops the headers of an answer
 * that is not a success, and so {@code Retry-After}; reads bodies of any size; and streams on
 * threads that an interrupt does not reach. Here a request, streamed or not, is over when the
 * thread that sent it is interrupted.
 */
final class ModelHttp implements HttpClient, AutoCloseable {
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int MOST_ERROR_BYTES = 64 * 1024;

  private final java.net.http.HttpClient client;

  ModelHttp(Duration connectTimeout) {
    // HTTP/1.1: compatible servers without TLS stumble over the offer of an upgrade.
    client =
        java.net.http.HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .version(Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** An answer that is not a success, with its headers. */
  static final class Refusal extends HttpException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> retryAfter;

    private Refusal(int status, String body, Optional<String> retryAfter) {
      super(status, body);
      this.retryAfter = retryAfter;
    }

    Optional<String> retryAfter() {
      return retryAfter;
    }
  }

  /** The connection failed. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Broken(IOException cause) {
      super(cause);
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    HttpResponse<byte[]> answer =
        send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    if (!isSuccess(answer)) {
      throw refusal(answer, new String(answer.body(), StandardCharsets.UTF_8));
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(answer.statusCode())
        .headers(answer.headers().map())
        .body(answer.body())
        .build();
  }

  @Override
  public void execute(HttpRequest request, ServerSentEventListener listener) {
    execute(request, new DefaultServerSentEventParser(), listener);
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try {
      HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (!isSuccess(answer)) {
          byte[] words = body.readNBytes(MOST_ERROR_BYTES);
          throw refusal(answer, new String(words, StandardCharsets.UTF_8));
        }
        listener.onOpen(
            SuccessfulHttpResponse.builder()
                .statusCode(answer.statusCode())
                .headers(answer.headers().map())
                .build());
        parser.parse(body, new QuietListener(listener));
      }
      listener.onClose();
    } catch (IOException cut) {
      listener.onError(new Broken(cut));
    } catch (RuntimeException failed) {
      listener.onError(failed);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    return Pass.outside(() -> sent(request, handler));
  }

  private <T> HttpResponse<T> sent(HttpRequest request, BodyHandler<T> handler) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(request.method().name(), BodyPublishers.ofString(request.body()));
    request.headers().forEach((name, all) -> all.forEach(value -> builder.header(name, value)));
    try {
      return client.send(builder.build(), handler);
    } catch (IOException cut) {
      throw new Broken(cut);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Broken(new IOException("interrupted"));
    }
  }

  private static boolean isSuccess(HttpResponse<?> answer) {
    return answer.statusCode() / 100 == 2;
  }

  private static Refusal refusal(HttpResponse<?> answer, String body) {
    return new Refusal(answer.statusCode(), body, answer.headers().firstValue("Retry-After"));
  }

  /** Lets the library hand over without its {@link HttpClientBuilder} opening a second client. */
  HttpClientBuilder builder() {
    return new Given(this);
  }

  private record Given(HttpClient client) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return this;
    }

    @Override
    public HttpClient build() {
      return client;
    }
  }
}
