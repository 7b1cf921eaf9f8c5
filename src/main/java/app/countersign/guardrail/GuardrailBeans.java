package app.countersign.guardrail;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;

/** The guardrails' rules, read when the server starts so that a fault stops it there. */
@Factory
final class GuardrailBeans {
  @Context
  TextGuardrails textGuardrails() {
    return Guardrails.load();
  }
}
