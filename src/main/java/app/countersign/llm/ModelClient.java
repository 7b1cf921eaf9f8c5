package app.countersign.llm;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one provider. A call ends when its thread is interrupted; the client itself
 * neither repeats nor bounds it.
 */
interface ModelClient extends AutoCloseable {
  /**
   * Asks once.
   *
   * @param prompt the request, with its text as this provider gets it
   * @param words takes the words as they come; null to have them in one piece
   * @throws ModelFailure when there is no reply
   */
  ModelReply ask(Prompt prompt, @Nullable Consumer<String> words);

  @Override
  void close();

  /** A request to one provider, with every choice made. */
  record Prompt(ModelRequest request, String user, int maxTokens, @Nullable Double temperature) {}
}
