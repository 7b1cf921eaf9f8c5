package app.countersign.persona;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;

/** The personas' profiles, read when the server starts so that a fault stops it there. */
@Factory
final class PersonaBeans {
  @Context
  PersonaProfiles profiles() {
    return PersonaProfiles.load();
  }
}
