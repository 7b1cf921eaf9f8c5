package app.countersign.identity;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People, sessions and access tokens in the schema. */
@Singleton
class IdentityGraphQl implements GraphQlModule {
  private final SignIn signIn;
  private final Sessions sessions;
  private final Operators operators;
  private final OperatorChanges changes;
  private final AccessTokens tokens;

  IdentityGraphQl(
      SignIn signIn,
      Sessions sessions,
      Operators operators,
      OperatorChanges changes,
      AccessTokens tokens) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.operators = operators;
    this.changes = changes;
    this.tokens = tokens;
  }

  record SignInInput(String email, String password) {
    @Override
    public String toString() {
      return "SignInInput[…]";
    }
  }

  record RefreshSessionInput(String refreshToken) {
    @Override
    public String toString() {
      return "RefreshSessionInput[…]";
    }
  }

  record SignInPayload(@Nullable Session session, List<UserError> userErrors) {
    static SignInPayload refused(List<UserError> errors) {
      return new SignInPayload(null, errors);
    }
  }

  record SignOutInput(@Nullable String idempotencyKey) {}

  record SignOutPayload(@Nullable Instant signedOutAt, List<UserError> userErrors) {}

  record OperatorPayload(@Nullable Operator operator, List<UserError> userErrors) {
    static OperatorPayload done(Operator operator) {
      return new OperatorPayload(operator, List.of());
    }

    static OperatorPayload refused(List<UserError> errors) {
      return new OperatorPayload(null, errors);
    }
  }

  record CreateAccessTokenPayload(
      @Nullable AccessToken accessToken, @Nullable String secret, List<UserError> userErrors) {
    @Override
    public String toString() {
      return "CreateAccessTokenPayload[%s, %s]".formatted(accessToken, userErrors);
    }
  }

  record RevokeAccessTokenInput(UUID accessTokenId, @Nullable String idempotencyKey) {}

  record AccessTokenPayload(@Nullable AccessToken accessToken, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wireTypes(wiring);
    wireSessions(wiring);
    wireOperators(wiring);
    wireTokens(wiring);
  }

  private void wireTypes(Wiring wiring) {
    wiring.type("Viewer", Viewer.class).batchedNullable("operator", Viewer::id, operators::byIds);
    wiring.type("Operator", Operator.class).nullable("email", IdentityGraphQl::email);
    wiring
        .type("AccessToken", AccessToken.class)
        .batchedNullable("operator", AccessToken::operatorId, operators::byIds);
    wiring.type("Session", Session.class);
    wiring.nodes("Operator", Operator.class, Role.ANALYST, operators::byIds);
  }

  private void wireSessions(Wiring wiring) {
    wiring.nullableQuery("viewer", IdentityGraphQl::viewer);
    wiring.anonymousMutation(
        "signIn",
        SignInInput.class,
        SignInPayload.class,
        (actor, input) ->
            new SignInPayload(signIn.signIn(input.email(), input.password()), List.of()),
        SignInPayload::refused);
    wiring.limit("signIn", SignIn.LIMIT);
    wiring.anonymousMutation(
        "refreshSession",
        RefreshSessionInput.class,
        SignInPayload.class,
        (actor, input) -> refresh(input),
        SignInPayload::refused);
    wiring.mutation(
        "signOut",
        SignOutInput.class,
        SignOutPayload.class,
        (actor, input) -> new SignOutPayload(sessions.end(actor), List.of()),
        errors -> new SignOutPayload(null, errors));
  }

  private void wireOperators(Wiring wiring) {
    wiring.query(
        "operators",
        call ->
            Connection.of(
                operators.page(
                    Objects.requireNonNullElse(
                        call.argument("filter", OperatorFilter.class), OperatorFilter.ALL),
                    call.page())));
    wiring.mutation(
        "createOperator",
        CreateOperatorInput.class,
        OperatorPayload.class,
        (actor, input) -> OperatorPayload.done(operators.create(actor, input)),
        OperatorPayload::refused);
    wiring.mutation(
        "updateOperator",
        UpdateOperatorInput.class,
        OperatorPayload.class,
        (actor, input) -> OperatorPayload.done(changes.update(actor, input)),
        OperatorPayload::refused);
  }

  private void wireTokens(Wiring wiring) {
    wiring.query("accessTokens", this::accessTokens);
    wiring.secretMutation(
        "createAccessToken",
        CreateAccessTokenInput.class,
        CreateAccessTokenPayload.class,
        this::createAccessToken,
        errors -> new CreateAccessTokenPayload(null, null, errors));
    wiring.mutation(
        "revokeAccessToken",
        RevokeAccessTokenInput.class,
        AccessTokenPayload.class,
        (actor, input) ->
            new AccessTokenPayload(tokens.revoke(actor, input.accessTokenId()), List.of()),
        errors -> new AccessTokenPayload(null, errors));
  }

  private static @Nullable Viewer viewer(Call call) {
    Actor actor = call.actorOrNull();
    return actor == null ? null : Viewer.of(actor);
  }

  private static @Nullable String email(Operator operator, Call call) {
    Actor actor = call.actorOrNull();
    if (actor == null) {
      // Nobody is signed in yet where signing in shows the one who did.
      return operator.email();
    }
    boolean maySee = actor.role().includes(Role.ADMIN) || actor.id().equals(operator.id());
    return maySee ? operator.email() : null;
  }

  private SignInPayload refresh(RefreshSessionInput input) {
    return OpaqueToken.parse(Sessions.REFRESH_PREFIX, input.refreshToken())
        .flatMap(sessions::refresh)
        .map(session -> new SignInPayload(session, List.of()))
        .orElseThrow(
            () ->
                RefusedException.of(
                    UserErrorCode.SESSION_EXPIRED,
                    "The session has ended. Sign in again.",
                    "input",
                    "refreshToken"));
  }

  private Connection<AccessToken> accessTokens(Call call) {
    boolean everybodys = Boolean.TRUE.equals(call.argument("everybody", Boolean.class));
    return Connection.of(tokens.page(call.actor(), everybodys, call.page()));
  }

  private CreateAccessTokenPayload createAccessToken(Actor actor, CreateAccessTokenInput input) {
    AccessTokens.Created created = tokens.create(actor, input);
    return new CreateAccessTokenPayload(created.token(), created.secret().text(), List.of());
  }
}
