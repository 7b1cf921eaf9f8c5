package app.countersign.recommendation;

import app.countersign.audit.AuditEntry;
import app.countersign.audit.AuditLog;
import app.countersign.delivery.Outbox;
import app.countersign.guardrail.GuardrailResult;
import app.countersign.identity.Operators;
import app.countersign.ledger.User;
import app.countersign.ledger.Users;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recommendations in the schema. */
@Singleton
class RecommendationGraphQl implements GraphQlModule {
  private final RecommendationRepository recommendations;
  private final Users users;
  private final Operators operators;
  private final AuditLog audit;
  private final Outbox outbox;
  private final Clock clock;

  RecommendationGraphQl(
      RecommendationRepository recommendations,
      Users users,
      Operators operators,
      AuditLog audit,
      Outbox outbox,
      Clock clock) {
    this.recommendations = recommendations;
    this.users = users;
    this.operators = operators;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("Recommendation", Recommendation.class)
        .nullable("undoableUntil", (item, call) -> item.undoableUntil(clock.instant()))
        .nullable("claim", (item, call) -> item.claimAt(clock.instant()))
        .batchedNullable("user", Recommendation::userId, users::byIds)
        .batchedNullable("delivery", Recommendation::id, outbox::latestBySubject)
        .batchedConnection(
            "history",
            Recommendation::id,
            (ids, page, call) -> Connection.ofAll(audit.ofRecommendations(ids, page)));
    wiring
        .type("AuditEntry", AuditEntry.class)
        .batchedNullable("recommendation", AuditEntry::recommendationId, recommendations::byIds);
    wiring.type("User", User.class).batchedConnection("recommendations", User::id, this::ofUsers);
    wiring
        .type("Claim", Claim.class)
        .field("isMine", (claim, call) -> claim.operatorId().equals(call.actor().id()))
        .batchedNullable("operator", Claim::operatorId, operators::byIds);
    wiring
        .type("Decision", Decision.class)
        .batchedNullable("decidedBy", Decision::decidedBy, operators::byIds);
    wiring.type("Guardrails", GuardrailResult.class);
    wiring
        .query("recommendations", this::page)
        .nullableQuery("recommendation", this::find)
        .nodes("Recommendation", Recommendation.class, Role.ANALYST, recommendations::byIds);
  }

  private Connection<Recommendation> page(Call call) {
    RecommendationFilter filter = call.argument("filter", RecommendationFilter.class);
    if (filter == null) {
      filter = RecommendationFilter.WAITING;
    }
    requireLimits(filter);
    return Connection.of(
        recommendations.page(
            filter,
            call.require("orderBy", RecommendationOrder.class),
            call.actor().id(),
            clock.instant(),
            call.page()));
  }

  private Map<String, Connection<Recommendation>> ofUsers(
      Set<String> userIds, PageRequest page, Call call) {
    // Null is every status, an empty list none: the two must not be mixed up.
    RecommendationStatus[] status = call.argument("status", RecommendationStatus[].class);
    return Connection.ofAll(
        recommendations.pagesByUser(userIds, status == null ? null : List.of(status), page));
  }

  private @Nullable Recommendation find(Call call) {
    UUID id = call.id("id");
    return id == null ? null : recommendations.find(id);
  }

  private static void requireLimits(RecommendationFilter filter) {
    if (filter.userId() != null && filter.userId().size() > RecommendationFilter.MAX_USERS) {
      throw RequestError.badRequest(
          "filter.userId may have at most %d ids, not %d."
              .formatted(RecommendationFilter.MAX_USERS, filter.userId().size()));
    }
    String search = filter.search();
    if (search != null && length(search) > RecommendationFilter.MAX_SEARCH) {
      throw RequestError.badRequest(
          "filter.search may have at most %d characters, not %d."
              .formatted(RecommendationFilter.MAX_SEARCH, length(search)));
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
