package app.countersign.llm;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands words on until the call is over, and remembers whether it has handed on any. */
final class Words implements Consumer<String> {
  private final Consumer<String> taker;
  private volatile boolean hasBegun;
  private volatile boolean isOver;
  private volatile @Nullable RuntimeException refusal;

  Words(Consumer<String> taker) {
    this.taker = taker;
  }

  @Override
  public void accept(String part) {
    if (isOver) {
      throw stopped();
    }
    hasBegun = true;
    try {
      taker.accept(part);
    } catch (RuntimeException refused) {
      refusal = refused;
      throw stopped();
    }
  }

  /** Nothing is handed on from now on, save for words that are being taken at this moment. */
  void end() {
    isOver = true;
  }

  boolean hasBegun() {
    return hasBegun;
  }

  /** What the taker threw; null when it took everything. */
  @Nullable RuntimeException refusal() {
    return refusal;
  }

  private static ModelFailure stopped() {
    return ModelFailure.of(FailureKind.CANCELLED, "nobody takes the words");
  }
}
