package app.countersign.llm;

import dev.langchain4j.model.bedrock.BedrockChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClientBuilder;

/**
 * Bedrock by its Converse call. Words come in one piece: its streams need a second client with its
 * own event loops, for the sake of one provider.
 */
final class BedrockModelClient {
  private BedrockModelClient() {}

  static ModelClient of(ProviderSettings settings, Duration deadline, Clock clock) {
    BedrockRuntimeClient client = client(settings, deadline);
    return new ChatModelClient(
        BedrockChatModel.builder().client(client).modelId(settings.model()).maxRetries(0).build(),
        null,
        prompt ->
            ChatModelClient.common(prompt)
                .overrideWith(
                    ChatRequestParameters.builder().maxOutputTokens(prompt.maxTokens()).build()),
        failure -> failure(failure, clock),
        client::close);
  }

  private static BedrockRuntimeClient client(ProviderSettings settings, Duration deadline) {
    BedrockRuntimeClientBuilder builder =
        BedrockRuntimeClient.builder()
            .overrideConfiguration(
                override ->
                    override.apiCallTimeout(deadline).retryStrategy(AwsRetryStrategy.doNotRetry()));
    if (settings.region() != null) {
      builder.region(Region.of(settings.region()));
    }
    if (settings.baseUrl() != null) {
      builder.endpointOverride(URI.create(settings.baseUrl()));
    }
    return builder.build();
  }

  private static ModelFailure failure(Throwable failure, Clock clock) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      switch (at) {
        case ModelFailure known -> {
          return known;
        }
        case SdkServiceException refusal -> {
          return ModelFailure.ofStatus(refusal.statusCode(), "", retryAfter(refusal, clock));
        }
        case ApiCallTimeoutException _ -> {
          return ModelFailure.timeout();
        }
        case SdkClientException _ -> {
          return ModelFailure.cutConnection();
        }
        default -> {}
      }
    }
    return ModelFailure.malformed("the answer is not of the provider's form");
  }

  private static @Nullable Duration retryAfter(SdkServiceException refusal, Clock clock) {
    if (!(refusal instanceof AwsServiceException known) || known.awsErrorDetails() == null) {
      return null;
    }
    return known
        .awsErrorDetails()
        .sdkHttpResponse()
        .firstMatchingHeader("Retry-After")
        .map(value -> RetryAfter.parse(value, clock))
        .orElse(null);
  }
}
