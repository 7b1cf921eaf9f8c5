package app.countersign.llm;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a streamed answer apart: words to whoever wants them, the end or the failure here. */
final class StreamedReply implements StreamingChatResponseHandler {
  private final Consumer<String> words;
  private @Nullable ChatResponse complete;
  private @Nullable Throwable failure;

  StreamedReply(Consumer<String> words) {
    this.words = words;
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
    if (failure != null) {
      return;
    }
    try {
      words.accept(part.text());
    } catch (RuntimeException refused) {
      failure = refused;
      context.streamingHandle().cancel();
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    complete = response;
  }

  @Override
  public void onError(Throwable error) {
    if (failure == null) {
      failure = error;
    }
  }

  /** The whole answer, once the stream has ended. */
  ChatResponse response() {
    if (failure instanceof RuntimeException failed) {
      throw failed;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    // A stream that was cut between two events ends without saying why it ended.
    if (complete == null || complete.finishReason() == null) {
      throw ModelFailure.cutConnection();
    }
    return complete;
  }
}
