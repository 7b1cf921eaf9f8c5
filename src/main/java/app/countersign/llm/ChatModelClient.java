package app.countersign.llm;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A provider by LangChain4j's models.
 *
 * @param chat asks for an answer in one piece
 * @param streaming asks for it word by word; null where words come in one piece
 * @param parameters the provider's own form of a request's choices
 * @param failures what an exception of the models means
 * @param shutDown gives back connections
 */
record ChatModelClient(
    ChatModel chat,
    @Nullable StreamingChatModel streaming,
    Function<Prompt, ChatRequestParameters> parameters,
    Function<Throwable, ModelFailure> failures,
    Runnable shutDown)
    implements ModelClient {

  @Override
  public ModelReply ask(Prompt prompt, @Nullable Consumer<String> words) {
    ChatRequest request = request(prompt);
    try {
      if (words != null && streaming != null) {
        StreamedReply reply = new StreamedReply(words);
        streaming.chat(request, reply);
        return reply(reply.response());
      }
      ModelReply reply = reply(chat.chat(request));
      if (words != null && reply.text() != null) {
        words.accept(reply.text());
      }
      return reply;
    } catch (RuntimeException failed) {
      throw failures.apply(failed);
    }
  }

  @Override
  public void close() {
    shutDown.run();
  }

  private ChatRequest request(Prompt prompt) {
    return ChatRequest.builder()
        .messages(messages(prompt))
        .parameters(parameters.apply(prompt))
        .build();
  }

  private static List<ChatMessage> messages(Prompt prompt) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(prompt.request().system()));
    for (ModelRequest.Turn turn : prompt.request().history()) {
      messages.add(
          switch (turn.speaker()) {
            case USER -> UserMessage.from(turn.text());
            case ASSISTANT -> AiMessage.from(turn.text());
          });
    }
    messages.add(UserMessage.from(prompt.user()));
    return messages;
  }

  /** What every provider's parameters have in common: the tool, and that it has to be called. */
  static ChatRequestParameters common(Prompt prompt) {
    var parameters = ChatRequestParameters.builder();
    if (prompt.temperature() != null) {
      parameters.temperature(prompt.temperature());
    }
    StructuredAnswer form = prompt.request().structure();
    if (form != null) {
      parameters.toolSpecifications(ToolSchema.tool(form)).toolChoice(ToolChoice.REQUIRED);
    }
    return parameters.build();
  }

  private static ModelReply reply(ChatResponse response) {
    if (response.finishReason() == FinishReason.CONTENT_FILTER) {
      throw ModelFailure.withheld();
    }
    List<ToolExecutionRequest> calls = response.aiMessage().toolExecutionRequests();
    ToolExecutionRequest only = calls.size() == 1 ? calls.getFirst() : null;
    TokenUsage usage = response.tokenUsage();
    return new ModelReply(
        response.aiMessage().text(),
        only == null ? null : only.name(),
        only == null ? null : only.arguments(),
        response.finishReason() == FinishReason.LENGTH,
        response.modelName(),
        usage == null ? null : usage.inputTokenCount(),
        usage == null ? null : usage.outputTokenCount());
  }
}
