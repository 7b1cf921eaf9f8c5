package app.countersign.persona;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.testing.Api;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls the running server over HTTP, or its engine directly where statements are counted. */
@Singleton
@Requires(property = "countersign.test.personas")
@Requires(beans = EmbeddedServer.class)
class PersonaApi {
  private final Api api;

  PersonaApi(Api api) {
    this.api = api;
  }

  /** An answer as it came. */
  record Answer(JsonNode body) {
    /** What is at the path below {@code data}, steps parted by dots. */
    JsonNode at(String path) {
      return body.at("/data/" + path.replace('.', '/'));
    }

    /** The codes of the entries of {@code errors}. */
    List<String> errors() {
      return body.path("errors").findValuesAsText("code");
    }

    String message() {
      return body.at("/errors/0/message").asText();
    }

    /** Each user error of the mutation: code, then path. */
    List<String> refusals(String mutation) {
      return at(mutation + ".userErrors")
          .valueStream()
          .map(error -> error.path("code").asText() + " " + error.path("path"))
          .toList();
    }
  }

  /** Asks with the token of a role; null asks as nobody. */
  Answer ask(@Nullable Role role, String document) {
    return ask(role, document, Map.of());
  }

  Answer ask(@Nullable Role role, String document, Map<String, ?> variables) {
    String token = role == null ? null : role.name().toLowerCase(Locale.ROOT);
    return new Answer(api.send(token, document, variables).body());
  }

  /** The statements that an operation takes; fails when it does not succeed. */
  List<String> statements(Role role, String document, Map<String, Object> variables) {
    Actor actor = new Actor(new UUID(1, 1), "counting", role, Actor.Kind.PERSON, null);
    return api.statements(actor, document, variables);
  }
}
