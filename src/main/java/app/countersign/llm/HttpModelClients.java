package app.countersign.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.anthropic.internal.api.AnthropicStreamingException;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** The providers that are asked with a key over plain HTTP. */
final class HttpModelClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private HttpModelClients() {}

  static ModelClient openAi(ProviderSettings settings, Clock clock) {
    ModelHttp http = new ModelHttp(CONNECT_TIMEOUT);
    return new ChatModelClient(
        OpenAiChatModel.builder()
            .httpClientBuilder(http.builder())
            .baseUrl(settings.baseUrl())
            .apiKey(settings.apiKey())
            .modelName(settings.model())
            .maxRetries(0)
            .build(),
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http.builder())
            .baseUrl(settings.baseUrl())
            .apiKey(settings.apiKey())
            .modelName(settings.model())
            .build(),
        HttpModelClients::openAiParameters,
        failure -> failure(failure, clock),
        http::close);
  }

  static ModelClient anthropic(ProviderSettings settings, Clock clock) {
    ModelHttp http = new ModelHttp(CONNECT_TIMEOUT);
    return new ChatModelClient(
        AnthropicChatModel.builder()
            .httpClientBuilder(http.builder())
            .baseUrl(settings.baseUrl())
            .apiKey(settings.apiKey())
            .modelName(settings.model())
            .maxRetries(0)
            .build(),
        AnthropicStreamingChatModel.builder()
            .httpClientBuilder(http.builder())
            .baseUrl(settings.baseUrl())
            .apiKey(settings.apiKey())
            .modelName(settings.model())
            .build(),
        prompt ->
            ChatModelClient.common(prompt)
                .overrideWith(
                    ChatRequestParameters.builder().maxOutputTokens(prompt.maxTokens()).build()),
        failure -> failure(failure, clock),
        http::close);
  }

  /** OpenAI's newer models know only the newer name of the limit, which its older ones take too. */
  private static ChatRequestParameters openAiParameters(ModelClient.Prompt prompt) {
    return OpenAiChatRequestParameters.builder()
        .overrideWith(ChatModelClient.common(prompt))
        .maxCompletionTokens(prompt.maxTokens())
        .build();
  }

  private static ModelFailure failure(Throwable failure, Clock clock) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      switch (at) {
        case ModelFailure known -> {
          return known;
        }
        case ModelHttp.Refusal refusal -> {
          return ModelFailure.ofStatus(
              refusal.statusCode(),
              ErrorCode.in(Objects.requireNonNullElse(refusal.getMessage(), "")),
              refusal.retryAfter().map(value -> RetryAfter.parse(value, clock)).orElse(null));
        }
        case ModelHttp.Broken _ -> {
          return ModelFailure.cutConnection();
        }
        case AnthropicStreamingException event -> {
          return ofEvent(String.valueOf(event.type()));
        }
        case ContentFilteredException _ -> {
          return ModelFailure.withheld();
        }
        case JsonProcessingException _ -> {
          return ModelFailure.malformed("the answer is not JSON");
        }
        default -> {}
      }
    }
    return ModelFailure.malformed("the answer is not of the provider's form");
  }

  /**
   * Errors in the middle of a stream, by the types that Anthropic's reference gives statuses to.
   */
  private static ModelFailure ofEvent(String type) {
    return switch (type) {
      case "rate_limit_error" -> ModelFailure.ofStatus(429, type, null);
      case "overloaded_error" -> ModelFailure.ofStatus(529, type, null);
      case "timeout_error" -> ModelFailure.timeout();
      case "invalid_request_error" -> ModelFailure.ofStatus(400, type, null);
      default -> ModelFailure.ofStatus(500, "api_error", null);
    };
  }
}
