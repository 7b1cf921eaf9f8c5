package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Authenticator;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.SchemaSource;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.platform.socket.TestStreams;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The environment {@code platform}: the tests' own schema, and tokens that are names of roles. */
@Factory
@Requires(env = "platform")
final class TestPlatform {

  @Singleton
  @Primary
  SchemaSource source(TestLibrary library, TestStreams streams) throws IOException {
    String codes =
        Arrays.stream(UserErrorCode.values()).map(Enum::name).collect(Collectors.joining(" "));
    try (InputStream text =
        Objects.requireNonNull(TestPlatform.class.getResourceAsStream("/platform-test.graphqls"))) {
      return new SchemaSource(
          new String(text.readAllBytes(), StandardCharsets.UTF_8)
              + "enum UserErrorCode { %s }".formatted(codes),
          List.of(library, streams));
    }
  }

  @Singleton
  @Primary
  Authenticator authenticator(TestStreams streams) {
    return token -> streams.standing(token, TestPlatform.actor(token));
  }

  /** {@code analyst}, {@code admin-2} …; anything else is no good token. */
  static Optional<Actor> actor(String token) {
    if (token.equals("while-the-database-is-away")) {
      throw new IllegalStateException(new SQLException("gone", "08006"));
    }
    if (token.equals("with-a-bug")) {
      throw new IllegalStateException("the password is hunter2");
    }
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      if (token.equals(name) || token.startsWith(name + "-")) {
        return Optional.of(
            new Actor(
                UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8)),
                token,
                role,
                Actor.Kind.PERSON,
                null));
      }
    }
    return Optional.empty();
  }
}
