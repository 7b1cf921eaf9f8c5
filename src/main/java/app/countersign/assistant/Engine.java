package app.countersign.assistant;

import app.countersign.intent.Intent;

/**
 * Computes the answers to questions of one intent; one bean for each. Called outside of any
 * transaction, on a thread of its own, with a deadline; it reads by itself and writes nothing: what
 * it wants stored goes with {@link EngineAnswer#keep}. The same question of the same data has the
 * same answer.
 */
public interface Engine {
  /** What it answers. */
  Intent intent();

  /** The kind of drawer it fills, as it is written to JSON and read back. */
  Class<? extends Drawer> drawerType();

  /**
   * Answers.
   *
   * @param stages told what is being done, as it begins
   * @throws RuntimeException when it cannot; the answer then fails visibly and can be tried again.
   *     What the question leaves open is no failure: the answer asks back
   */
  EngineAnswer answer(Question question, StageLog stages);
}
