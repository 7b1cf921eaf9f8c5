package app.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Rows;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Sixty-four at once on one item: one wins, and what is on record agrees with what happened. */
@DeskTest
@Property(name = "countersign.database.name", value = "desk_race")
@Property(name = "countersign.database.connection-timeout-ms", value = "60000")
class RaceTest {
  private static final int THREADS = 64;
  private static final String REASON = "The numbers are out of date.";

  @Inject DeskFixture desk;
  @Inject ReviewDesk reviews;
  @Inject ClaimDesk claims;
  @Inject UndoDesk undos;
  @Inject BulkDesk bulk;
  @Inject FlagDesk flagDesk;

  private final List<Actor> actors = new ArrayList<>();

  @BeforeEach
  void people() {
    actors.clear();
    for (int number = 0; number < THREADS; number++) {
      actors.add(desk.operator(Role.SENIOR_OPERATOR));
    }
  }

  @RepeatedTest(3)
  void ofManyFinalDecisionsOneWins() throws Exception {
    Recommendation item = desk.item();

    List<Outcome> outcomes =
        race(
            number ->
                number % 2 == 0
                    ? reviews.approve(actors.get(number), item.id(), null, null)
                    : reviews.reject(actors.get(number), item.id(), REASON, null));

    assertThat(outcomes).filteredOn(Outcome::isDone).hasSize(1);
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.isDone())
        .allSatisfy(
            outcome -> assertThat(outcome.refusal()).isInstanceOf(Refusal.IllegalTransition.class));
    assertThat(desk.actions(item.id())).hasSize(2);
    assertThat(desk.read(item.id()).version()).isEqualTo(2);
    assertThat(desk.count("decision WHERE recommendation_id = ?", item.id())).isEqualTo(1);
    boolean isApproved = desk.status(item.id()) == RecommendationStatus.APPROVED;
    assertThat(desk.deliveries(item.id())).hasSize(isApproved ? 1 : 0);
  }

  @Test
  void ofManyWithTheSameVersionOneWins() throws Exception {
    Recommendation item = desk.item();

    List<Outcome> outcomes =
        race(
            number ->
                switch (number % 4) {
                  case 0 -> reviews.approve(actors.get(number), item.id(), null, 1);
                  case 1 -> reviews.reject(actors.get(number), item.id(), REASON, 1);
                  case 2 -> reviews.flag(actors.get(number), item.id(), REASON, 1);
                  default -> claims.claim(actors.get(number), item.id(), false, 1);
                });

    assertThat(outcomes).filteredOn(Outcome::isDone).hasSize(1);
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.isDone())
        .allSatisfy(
            outcome -> assertThat(outcome.refusal()).isInstanceOf(Refusal.StaleVersion.class));
    assertThat(desk.actions(item.id())).hasSize(2);
    assertThat(desk.read(item.id()).version()).isEqualTo(2);
  }

  @Test
  void oneOfManyGetsTheClaim() throws Exception {
    Recommendation item = desk.item();

    List<Outcome> outcomes =
        race(number -> claims.claim(actors.get(number), item.id(), false, null));

    assertThat(outcomes).filteredOn(Outcome::isDone).hasSize(1);
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.isDone())
        .allSatisfy(
            outcome -> assertThat(outcome.refusal()).isInstanceOf(Refusal.ClaimedByOther.class));
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "CLAIM");
  }

  @Test
  void nobodyGetsTheSameNextItem() throws Exception {
    desk.items(THREADS / 2);
    long waiting = desk.count("recommendation WHERE status = 'PENDING' AND claimed_by IS NULL");

    List<Outcome> outcomes = race(number -> claims.claimNext(actors.get(number), null, null));

    List<UUID> claimed =
        outcomes.stream()
            .map(Outcome::result)
            .filter(Recommendation.class::isInstance)
            .map(result -> ((Recommendation) result).id())
            .toList();
    assertThat(claimed).doesNotHaveDuplicates().hasSize((int) Math.min(waiting, THREADS));
  }

  @Test
  void oneOfManyTakesADecisionBackAndTheDeliveryIsCancelledOnce() throws Exception {
    Recommendation item = desk.item();
    reviews.approve(actors.getFirst(), item.id(), null, null);

    List<Outcome> outcomes = race(number -> undos.undo(actors.get(number), item.id(), null));

    assertThat(outcomes).filteredOn(Outcome::isDone).hasSize(1);
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.isDone())
        .allSatisfy(
            outcome -> assertThat(outcome.refusal()).isInstanceOf(Refusal.NothingToUndo.class));
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "APPROVE", "UNDO");
    assertThat(desk.deliveries(item.id())).containsExactly("CANCELLED");
  }

  @RepeatedTest(2)
  void whateverMixIsPlayedTheRecordAgreesWithTheItem() throws Exception {
    Recommendation item = desk.item();

    List<Outcome> outcomes =
        race(
            number -> {
              Actor actor = actors.get(number);
              return switch (number % 6) {
                case 0 -> reviews.approve(actor, item.id(), null, null);
                case 1 -> reviews.reject(actor, item.id(), REASON, null);
                case 2 -> reviews.flag(actor, item.id(), REASON, null);
                case 3 -> claims.claim(actor, item.id(), true, null);
                case 4 -> claims.release(actor, item.id());
                default -> undos.undo(actor, item.id(), null);
              };
            });

    Recommendation after = desk.read(item.id());
    long changes = desk.actions(item.id()).size() - 1L;
    assertThat(after.version()).isEqualTo(1 + changes);
    assertThat(outcomes.stream().filter(Outcome::isDone).count()).isGreaterThanOrEqualTo(changes);
    assertThat(versions(item.id())).isSorted().doesNotHaveDuplicates();
    long open =
        desk.count(
            "flag WHERE recommendation_id = ? AND resolved_at IS NULL AND withdrawn_at IS NULL",
            item.id());
    assertThat(after.status() == RecommendationStatus.FLAGGED).isEqualTo(open > 0);
    assertThat(desk.deliveries(item.id()).stream().filter("QUEUED"::equals).count())
        .isEqualTo(after.status() == RecommendationStatus.APPROVED ? 1 : 0);
  }

  @Test
  void bulkApprovalsInOppositeOrderAndSingleDecisionsApproveEachOnce() throws Exception {
    List<UUID> ids = desk.items(40).stream().map(Recommendation::id).toList();
    List<String> forward = ids.stream().map(UUID::toString).toList();
    List<String> backward = forward.reversed();

    List<Outcome> outcomes =
        race(
            number ->
                switch (number % 8) {
                  case 0 -> bulk.approve(actors.get(number), forward, null, false);
                  case 1 -> bulk.approve(actors.get(number), backward, null, false);
                  default -> reviews.reject(actors.get(number), ids.get(number % 40), REASON, null);
                });

    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.isDone())
        .allSatisfy(
            outcome -> assertThat(outcome.refusal()).isInstanceOf(Refusal.IllegalTransition.class));
    assertThat(ids)
        .allSatisfy(
            id -> {
              assertThat(desk.read(id).version()).isEqualTo(2);
              assertThat(desk.actions(id)).hasSize(2);
              assertThat(desk.count("decision WHERE recommendation_id = ?", id)).isEqualTo(1);
            });
  }

  @Test
  void aFlagIsResolvedByOneOfMany() throws Exception {
    Recommendation item = desk.item();
    UUID flagId = reviews.flag(actors.getFirst(), item.id(), REASON, null).flag().id();

    List<Outcome> outcomes =
        race(
            number ->
                flagDesk.resolve(actors.get(number), flagId, "Checked with the user's bank."));

    assertThat(outcomes).filteredOn(Outcome::isDone).hasSize(1);
    assertThat(desk.actions(item.id())).containsExactly("CREATE", "FLAG", "RESOLVE_FLAG");
    assertThat(desk.status(item.id())).isEqualTo(RecommendationStatus.PENDING);
  }

  private record Outcome(Object result) {
    boolean isDone() {
      return !(result instanceof Refusal);
    }

    Refusal refusal() {
      return (Refusal) result;
    }
  }

  private interface Move {
    Object make(int number) throws Exception;
  }

  private List<Outcome> race(Move move) throws Exception {
    CountDownLatch gun = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> running =
          IntStream.range(0, THREADS)
              .mapToObj(number -> threads.submit(runner(gun, move, number)))
              .toList();
      gun.countDown();
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> runner : running) {
        outcomes.add(result(runner));
      }
      return outcomes;
    }
  }

  private static Callable<Outcome> runner(CountDownLatch gun, Move move, int number) {
    return () -> {
      gun.await();
      try {
        Object result = move.make(number);
        return new Outcome(result == null ? "nothing" : result);
      } catch (RefusedByDesk refused) {
        return new Outcome(refused.refusals().getFirst());
      }
    };
  }

  private static Outcome result(Future<Outcome> runner)
      throws InterruptedException, ExecutionException {
    return runner.get();
  }

  /** The versions that decisions and undos left behind, in the order of the audit chain. */
  private List<Integer> versions(UUID id) {
    return desk.sql()
        .list(
            """
            SELECT (after ->> 'version')::int AS version FROM audit_entry
            WHERE recommendation_id = ? AND after ->> 'version' IS NOT NULL ORDER BY sequence
            """,
            row -> Rows.integer(row, "version"),
            id);
  }
}
