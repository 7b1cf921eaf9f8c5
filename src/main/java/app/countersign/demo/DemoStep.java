package app.countersign.demo;

import io.micronaut.core.order.Ordered;

/**
 * One act of the demo, played once, after the acts of a lower order. It goes through the services
 * that everybody uses, and stops soon when its thread is interrupted.
 */
interface DemoStep extends Ordered {
  /** What it does, for the console: {@code bank data of 106 users}. */
  String title();

  /** Does it. */
  void play();
}
