package app.countersign.review;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Allowance;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationPayload;
import app.countersign.recommendation.RefusalErrors;
import app.countersign.review.ReviewPayloads.BulkApprovePayload;
import app.countersign.review.ReviewPayloads.BulkApproveResult;
import app.countersign.review.ReviewPayloads.FlagPayload;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The review in the schema. */
@Singleton
class ReviewGraphQl implements GraphQlModule {
  private final ReviewDesk reviews;
  private final RevisionDesk texts;
  private final BulkDesk bulk;
  private final FlagDesk flags;
  private final UndoDesk undos;
  private final ClaimDesk claims;
  private final DecisionRepository decisions;
  private final RevisionRepository revisions;
  private final Clock clock;

  ReviewGraphQl(
      ReviewDesk reviews,
      RevisionDesk texts,
      BulkDesk bulk,
      FlagDesk flags,
      UndoDesk undos,
      ClaimDesk claims,
      DecisionRepository decisions,
      RevisionRepository revisions,
      Clock clock) {
    this.reviews = reviews;
    this.texts = texts;
    this.bulk = bulk;
    this.flags = flags;
    this.undos = undos;
    this.claims = claims;
    this.decisions = decisions;
    this.revisions = revisions;
    this.clock = clock;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("Recommendation", Recommendation.class)
        .field(
            "viewerCan",
            (item, call) -> RecommendationPermissions.of(item, call.actor(), clock.instant()))
        .batchedConnection(
            "decisions",
            Recommendation::id,
            (ids, page, call) -> Connection.ofAll(decisions.pagesByRecommendation(ids, page)))
        .batchedConnection(
            "revisions",
            Recommendation::id,
            (ids, page, call) -> Connection.ofAll(revisions.pagesByRecommendation(ids, page)));
    wiring.type("RecommendationPermissions", RecommendationPermissions.class);
    wiring.type("Allowance", Allowance.class);
    wiring.type("Revision", Revision.class);
    wiring
        .type("BulkApproveResult", BulkApproveResult.class)
        .field("isApproved", (result, call) -> result.approved());
    decide(wiring);
    correct(wiring);
    claim(wiring);
  }

  private void decide(Wiring wiring) {
    change(
        wiring,
        "approve",
        ReviewInputs.Approve.class,
        (actor, input) ->
            reviews.approve(
                actor, input.recommendationId(), input.notes(), input.expectedVersion()));
    change(
        wiring,
        "reject",
        ReviewInputs.WithReason.class,
        (actor, input) ->
            reviews.reject(
                actor, input.recommendationId(), input.reason(), input.expectedVersion()));
    wiring.mutation(
        "flag",
        ReviewInputs.WithReason.class,
        FlagPayload.class,
        (actor, input) ->
            RefusalErrors.translating(
                () ->
                    FlagPayload.of(
                        reviews.flag(
                            actor,
                            input.recommendationId(),
                            input.reason(),
                            input.expectedVersion()))),
        FlagPayload::refused);
    wiring.mutation(
        "bulkApprove",
        ReviewInputs.BulkApprove.class,
        BulkApprovePayload.class,
        (actor, input) ->
            RefusalErrors.translating(
                () ->
                    BulkApprovePayload.of(
                        bulk.approve(
                            actor,
                            input.recommendationIds(),
                            input.notes(),
                            Boolean.TRUE.equals(input.allOrNothing())))),
        BulkApprovePayload::refused);
  }

  private void correct(Wiring wiring) {
    change(
        wiring,
        "modify",
        ReviewInputs.Modify.class,
        (actor, input) ->
            texts.modify(
                actor,
                input.recommendationId(),
                new RevisionDesk.Change(input.title(), input.rationale(), input.priority()),
                input.expectedVersion()));
    wiring.mutation(
        "resolveFlag",
        ReviewInputs.ResolveFlag.class,
        FlagPayload.class,
        (actor, input) ->
            RefusalErrors.translating(
                () -> FlagPayload.of(flags.resolve(actor, input.flagId(), input.resolution()))),
        FlagPayload::refused);
    change(
        wiring,
        "undoDecision",
        ReviewInputs.Undo.class,
        (actor, input) -> undos.undo(actor, input.recommendationId(), input.expectedVersion()));
  }

  private void claim(Wiring wiring) {
    change(
        wiring,
        "claimRecommendation",
        ReviewInputs.ClaimOne.class,
        (actor, input) ->
            claims.claim(
                actor,
                input.recommendationId(),
                Boolean.TRUE.equals(input.takeOver()),
                input.expectedVersion()));
    change(
        wiring,
        "claimNextRecommendation",
        ReviewInputs.ClaimNext.class,
        (actor, input) -> claims.claimNext(actor, input.priority(), input.persona()));
    change(
        wiring,
        "releaseClaim",
        ReviewInputs.Release.class,
        (actor, input) -> claims.release(actor, input.recommendationId()));
    change(
        wiring,
        "recordView",
        ReviewInputs.RecordView.class,
        (actor, input) -> claims.recordView(actor, input.recommendationId()));
  }

  /** A mutation that answers the recommendation it changed. */
  private static <I> void change(
      Wiring wiring,
      String name,
      Class<I> input,
      BiFunction<Actor, I, @Nullable Recommendation> work) {
    wiring.mutation(
        name,
        input,
        RecommendationPayload.class,
        (actor, bound) ->
            RefusalErrors.translating(() -> RecommendationPayload.of(work.apply(actor, bound))),
        RecommendationPayload::refused);
  }
}
